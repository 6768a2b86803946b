import { type Slot, slotsOf } from '@fanfold/game/coupons';
import type { Firestore } from 'firebase-admin/firestore';
import { writeBlocks } from '../codes/blocks.ts';
import type { Keyring } from '../codes/keyring.ts';
import { type BatchRecord, type CampaignDirectiveRecord, type CampaignState, slotPath } from '../documents.ts';
import { type Beside, type CampaignReceipt, changeCampaign } from './change-campaign.ts';
import { decideAddBatch } from './decide-campaign.ts';

export interface NewBatch {
  campaignId: string;
  /** Names its content: what is written under it before the batch is added is never of another one. */
  batchId: string;
  key: string;
  source: BatchRecord['source'];
  units: number;
  /** One for each unit, or one for all. */
  codes: readonly string[];
}

/**
 * Adds codes to a campaign, all or none: blocks and slots are written first, where nobody looks for them, and one small commit names the batch. A
 * call that comes again after a crash goes on where the first one was. What the campaign as it was read refuses leaves nothing behind.
 *
 * @param read the campaign as the call has read it
 * @param check of the campaign, as it was read and again in that commit's transaction
 * @throws CallError campaignNotFound, campaignEnded, tooManyCodes, tryAgain, and what `check` and `beside` throw
 */
export async function addBatch(
  db: Firestore,
  keyring: Keyring,
  read: CampaignState,
  { campaignId, batchId, codes, ...batch }: NewBatch,
  record: CampaignDirectiveRecord,
  check: (state: CampaignState) => void,
  beside?: Beside,
): Promise<CampaignReceipt> {
  const slots = slotsOf(batch.units);
  const decide = (state: CampaignState) => {
    check(state);
    const after = decideAddBatch(state, batchId, { ...batch, slots: slots.length, isVoid: false });
    return after && { state: after };
  };
  decide(read);
  await writeBlocks(db, keyring, campaignId, batchId, codes);
  await writeSlots(db, campaignId, batchId, slots);
  return changeCampaign(db, campaignId, record, decide, beside);
}

/** A slot that is there stays as it is: another call may have added the batch meanwhile, and codes of it are gone. */
async function writeSlots(db: Firestore, campaignId: string, batchId: string, slots: readonly Slot[]): Promise<void> {
  await db.runTransaction(async (transaction) => {
    const references = slots.map((_, number) => db.doc(slotPath(campaignId, batchId, number)));
    const known = await transaction.getAll(...references);
    for (const [number, reference] of references.entries())
      if (!known[number]?.exists) transaction.create(reference, { ...slots[number], fence: 0 });
  });
}
