import { z } from 'zod';

/** Topic of coins that fans are to get, or to give back. A message carries an array. */
export const GRANTS_TOPIC = 'coins.grants';

/** Coins for a fan; negative ones take back what a correction has made wrong. The receiver books it under `id`, once. */
export const grantSchema = z.object({
  v: z.literal(1),
  /** `{service}:…`: the same grant has the same id for ever. */
  id: z.string().min(1),
  uid: z.string().min(1),
  amount: z.number().int(),
  /** `{service}.{why}`, e.g. `fantasy.prize`. */
  reason: z.string().min(1),
  /** What the ledger shows beside it, e.g. contest and rank. */
  body: z.record(z.string(), z.unknown()),
});

export const grantsMessageSchema = z.array(grantSchema);

export type Grant = z.infer<typeof grantSchema>;
