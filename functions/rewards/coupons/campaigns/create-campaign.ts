import { type Caller, CallError, assertOps, bodyHash, logDirective, reason, transact } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { SERVICE } from '../../ledger/documents.ts';
import {
  type CampaignDocument,
  type CampaignState,
  campaignDirectivesPath,
  campaignPath,
  campaignStateSchema,
  decidingTerms,
  statePath,
} from '../documents.ts';
import { type CampaignReceipt, directiveRecord, receiptOf } from './change-campaign.ts';
import { assertTerms } from './decide-campaign.ts';
import { campaignId, price, termsShape } from './terms-schema.ts';

export const createCampaignSchema = z.strictObject({ campaignId, ...termsShape, price, reason });

/**
 * Creates a campaign, as a draft without codes. The same again is no change.
 *
 * @throws CallError opsRequired, badTerms, idempotencyConflict, tryAgain
 */
export async function createCampaign(
  db: Firestore,
  caller: Caller,
  { campaignId: id, price: firstPrice, reason: why, ...terms }: z.infer<typeof createCampaignSchema>,
  now: () => Date,
): Promise<CampaignReceipt> {
  assertOps(caller);
  const hash = bodyHash({ ...terms, price: firstPrice });
  const record = directiveRecord(caller, 'createCampaign', { subject: id, reason: why }, now());
  const reference = db.doc(statePath(id));
  const fresh: CampaignState = {
    ...decidingTerms(terms),
    status: 'draft',
    price: firstPrice,
    batches: {},
    isSoldOut: false,
    fence: 0,
    rev: 1,
    bodyHash: hash,
  };
  const document: CampaignDocument = {
    ...terms,
    status: 'draft',
    isPublic: false,
    price: firstPrice,
    stock: { total: 0, left: 0 },
    rev: 1,
  };
  const { state, isNew } = await transact(db, async (transaction) => {
    const known = await transaction.get(reference);
    if (known.exists) return { state: campaignStateSchema.parse(known.data()), isNew: false };
    assertTerms(terms, now());
    transaction.set(reference, fresh);
    transaction.set(db.doc(campaignPath(id)), document);
    transaction.set(db.doc(campaignDirectivesPath(id)), { audit: [record] });
    return { state: fresh, isNew: true };
  });
  if (state.bodyHash !== hash)
    throw new CallError('idempotencyConflict', 'There is another campaign of this id.', { status: 'already-exists' });
  if (isNew) logDirective('campaignDirective', { service: SERVICE, campaignId: id }, record);
  return receiptOf(id, state);
}
