import { z } from 'zod';
import { documentId } from '../calls/input.ts';
import { headerSchema, shortCode } from './header.ts';

/** Topic of coins that fans are to get, or to give back. */
export const GRANTS_TOPIC = 'coins.grants';

/** Coins for a fan; negative ones take back what a correction has made wrong. Its id is `{service}:…`; the receiver books it once. */
export const grantSchema = headerSchema.extend({
  uid: documentId,
  amount: z.number().int(),
  /** `{service}.{why}`, e.g. `fantasy.prize`. */
  reason: shortCode,
  /** The last day (UTC) on which they can be spent, without it they do not expire; of negative ones, that of the coins that they take back. */
  expiresOn: z.iso.date().optional(),
});

export type Grant = z.infer<typeof grantSchema>;
