import { z } from 'zod';
import { documentId } from '../calls/input.ts';
import { headerSchema, shortCode } from './header.ts';

/** Topic of coins that fans are to pay: entry fees and stakes. Each charge is answered on OUTCOMES_TOPIC. */
export const CHARGES_TOPIC = 'coins.charges';

/** Topic of answers to charges: for ever the same one for a charge, published again when the charge comes again. */
export const OUTCOMES_TOPIC = 'coins.outcomes';

/** Coins that a fan is to pay; its id is `{service}:…`, and names what is paid for. */
export const chargeSchema = headerSchema.extend({
  uid: documentId,
  amount: z.number().int().positive(),
  /** `{service}.{why}`, e.g. `predictions.stake`. */
  reason: shortCode,
});

export type Charge = z.infer<typeof chargeSchema>;

/** What came of a charge; id and body are the charge's. */
export const chargeOutcomeSchema = z.discriminatedUnion('outcome', [
  headerSchema.extend({ uid: documentId, outcome: z.enum(['charged', 'insufficient']) }),
  headerSchema.extend({
    outcome: z.literal('refused'),
    /** Null: the charge names nobody. */
    uid: documentId.nullable(),
    /** Why it can never be booked: `badItem` (it is no charge at all), `badKey`, `badAmount`, `bodyTooLarge`. */
    code: shortCode,
  }),
]);

export type ChargeOutcome = z.infer<typeof chargeOutcomeSchema>;
