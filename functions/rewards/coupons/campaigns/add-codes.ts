import { randomBytes } from 'node:crypto';
import { CODE_BYTES, codeOf } from '@fanfold/game/coupons';
import { type Caller, CallError, assertOps, bodyHash, reason } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Keyring } from '../codes/keyring.ts';
import { notFound } from '../coupon-call-error.ts';
import { type CampaignState, campaignStateSchema, statePath } from '../documents.ts';
import { addBatch } from './add-batch.ts';
import { type CampaignReceipt, directiveRecord, receiptOf } from './change-campaign.ts';
import { partnerCode } from './partner-code.ts';
import { campaignId, link } from './terms-schema.ts';

/** Generated codes of one call; more come in several. */
const MAX_GENERATED = 100_000;

/** Uses of one code or link: a slot's returned units are a list in its document. */
const MAX_SHARED = 1_000_000;

export const addCodesSchema = z.strictObject({
  campaignId,
  /** Idempotency key. */
  key: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
  codes: z.discriminatedUnion('source', [
    z.strictObject({ source: z.literal('generated'), units: z.int().min(1).max(MAX_GENERATED) }),
    z.strictObject({ source: z.literal('shared'), units: z.int().min(1).max(MAX_SHARED), code: partnerCode }),
    z.strictObject({ source: z.literal('link'), units: z.int().min(1).max(MAX_SHARED), link }),
  ]),
  reason,
});

/**
 * Adds codes that come in no file: the app's own, one code for all, or one link for all. The same again is no change.
 *
 * @throws CallError opsRequired, campaignNotFound, campaignEnded, tooManyCodes, idempotencyConflict, tryAgain
 */
export async function addCodes(
  db: Firestore,
  keyring: Keyring,
  caller: Caller,
  { campaignId: id, key, codes, reason: why }: z.infer<typeof addCodesSchema>,
  now: () => Date,
): Promise<CampaignReceipt> {
  assertOps(caller);
  const batchId = bodyHash({ id, key, codes }).slice(0, 24);
  const known = await db.doc(statePath(id)).get();
  if (!known.exists) throw notFound('campaignNotFound', 'There is no such campaign.');
  const state = campaignStateSchema.parse(known.data());
  assertUnused(state, key, batchId);
  if (Object.hasOwn(state.batches, batchId)) return receiptOf(id, state);
  const { source, units } = codes;
  return addBatch(
    db,
    keyring,
    state,
    { campaignId: id, batchId, key, source, units, codes: textsOf(codes) },
    directiveRecord(caller, 'addCodes', { subject: `${batchId}: ${units} ${source}`, reason: why }, now()),
    (current) => assertUnused(current, key, batchId),
  );
}

function textsOf(codes: z.infer<typeof addCodesSchema>['codes']): string[] {
  switch (codes.source) {
    case 'generated':
      return Array.from({ length: codes.units }, () => codeOf(randomBytes(CODE_BYTES)));
    case 'shared':
      return [codes.code];
    case 'link':
      return [codes.link];
  }
}

/** @throws CallError idempotencyConflict */
function assertUnused({ batches }: CampaignState, key: string, batchId: string): void {
  if (Object.entries(batches).every(([id, batch]) => batch.key !== key || id === batchId)) return;
  throw new CallError('idempotencyConflict', 'This key was used for other codes.', { status: 'already-exists' });
}
