import type { CampaignTerms } from '@fanfold/game/coupons';
import { type Caller, audited, logDirective, transact } from '@fanfold/kit/calls';
import type { DocumentReference, DocumentSnapshot, Firestore, Transaction } from 'firebase-admin/firestore';
import { SERVICE } from '../../ledger/documents.ts';
import { notFound } from '../coupon-call-error.ts';
import {
  type CampaignDirectiveRecord,
  type CampaignDocument,
  type CampaignState,
  campaignDirectivesPath,
  campaignDirectivesSchema,
  campaignPath,
  campaignStateSchema,
  statePath,
} from '../documents.ts';
import { openSlots } from '../stock/open-slots.ts';

/** What a call of ops returns about a campaign. */
export type CampaignReceipt = Pick<CampaignState, 'status' | 'price' | 'batches' | 'rev'> & { campaignId: string };

/** What is read and written in the commit of a change besides. */
export interface Beside {
  references: readonly DocumentReference[];
  /** @throws when the change must not be */
  check: (read: readonly DocumentSnapshot[]) => void;
  write: (transaction: Transaction) => void;
}

/** What a directive makes of a campaign. */
export interface ChangedCampaign {
  state: CampaignState;
  /** Of what fans see, beside what follows from the state. */
  shown?: Partial<CampaignTerms>;
}

/** Who said what about a campaign, when and why. */
export function directiveRecord(
  caller: Caller,
  directive: CampaignDirectiveRecord['directive'],
  { subject, reason }: { subject: string; reason: string },
  now: Date,
): CampaignDirectiveRecord {
  return { at: now.toISOString(), uid: caller.uid, directive, subject, reason };
}

/**
 * Carries out a decision on a campaign: its state, what fans see of it and the audit are one commit. The stock follows: see StockCounter.
 *
 * @param decide null: nothing changes, and nothing is written
 * @throws CallError campaignNotFound, tryAgain, and what `decide` and `beside` throw
 */
export async function changeCampaign(
  db: Firestore,
  campaignId: string,
  record: CampaignDirectiveRecord,
  decide: (state: CampaignState, shown: CampaignDocument) => ChangedCampaign | null,
  beside?: Beside,
): Promise<CampaignReceipt> {
  const reference = db.doc(statePath(campaignId));
  const directives = db.doc(campaignDirectivesPath(campaignId));
  const shownReference = db.doc(campaignPath(campaignId));
  const { state, changed } = await transact(db, async (transaction) => {
    const others = beside?.references ?? [];
    const [known, shown, said, ...more] = await transaction.getAll(reference, shownReference, directives, ...others);
    if (!known?.exists || !shown?.exists) throw notFound('campaignNotFound', 'There is no such campaign.');
    const before = campaignStateSchema.parse(known.data());
    beside?.check(more);
    const after = decide(before, shown.data() as CampaignDocument);
    if (!after) return { state: before, changed: false };
    const state = { ...after.state, rev: before.rev + 1 };
    const audit = said?.exists ? campaignDirectivesSchema.parse(said.data()).audit : [];
    const { status, price, rev, fence } = state;
    transaction.set(reference, state);
    beside?.write(transaction);
    if (fence !== before.fence)
      for (const path of openSlots(campaignId, before).keys()) transaction.update(db.doc(path), { fence });
    transaction.set(directives, { audit: audited(audit, record) });
    transaction.update(shownReference, { ...after.shown, status, price, rev, isPublic: status !== 'draft' });
    return { state, changed: true };
  });
  if (changed) logDirective('campaignDirective', { service: SERVICE, campaignId }, record);
  return receiptOf(campaignId, state);
}

export function receiptOf(campaignId: string, { status, price, batches, rev }: CampaignState): CampaignReceipt {
  return { campaignId, status, price, batches, rev };
}
