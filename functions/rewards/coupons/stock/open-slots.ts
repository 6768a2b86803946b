import { type BatchRecord, type CampaignState, slotPath } from '../documents.ts';
import type { SlotBoard } from './slot-board.ts';

export interface SlotOfBatch {
  batchId: string;
  batch: BatchRecord;
  slot: number;
}

/** Slots that units can be claimed from, by their paths. */
export function openSlots(campaignId: string, { batches }: Pick<CampaignState, 'batches'>): Map<string, SlotOfBatch> {
  const slots = new Map<string, SlotOfBatch>();
  for (const [batchId, batch] of Object.entries(batches)) {
    if (batch.isVoid) continue;
    for (let slot = 0; slot < batch.slots; slot++)
      slots.set(slotPath(campaignId, batchId, slot), { batchId, batch, slot });
  }
  return slots;
}

/** Tells the board of an instance which slots a campaign has. */
export function learnSlots(board: SlotBoard, campaignId: string, state: CampaignState): void {
  board.learn(campaignId, state.isSoldOut ? [] : [...openSlots(campaignId, state).keys()]);
}
