import type { FaultyCharge } from '@fanfold/game/coins';
import { documentId, idempotencyKey } from '@fanfold/kit/calls';
import { type Charge, chargeSchema, itemBody } from '@fanfold/kit/messages';
import { z } from 'zod';

/** It is no charge; but its id can be read, so that somebody may be waiting for its answer. */
export interface FaultyItem {
  is: 'faulty';
  /** Null: it does not say whose coins it is about. */
  uid: string | null;
  body: Charge['body'];
  request: FaultyCharge;
  /** In words, for operators. */
  problem: string;
}

/** What came on the topic of charges, and can be answered. */
export type AskedCharge = { is: 'charge'; uid: string; charge: Charge } | FaultyItem;

const nameSchema = z.object({
  id: idempotencyKey,
  uid: documentId.nullable().catch(null),
  body: itemBody.catch({}),
});

/** Refuses only what nobody can be answered about. */
export const askedChargeSchema: z.ZodType<AskedCharge> = z.unknown().transform((payload, context): AskedCharge => {
  const { data: charge, error } = chargeSchema.safeParse(payload);
  if (charge) return { is: 'charge', uid: charge.uid, charge };
  const problem = z.prettifyError(error);
  const { data: name } = nameSchema.safeParse(payload);
  if (name) {
    const { id, uid, body } = name;
    return { is: 'faulty', uid, body, request: { kind: 'faultyCharge', key: id, payload }, problem };
  }
  context.addIssue({ code: 'custom', message: problem });
  return z.NEVER;
});
