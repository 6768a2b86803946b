import type { Firestore } from 'firebase-admin/firestore';
import { type CampaignState, campaignStateSchema, statePath } from '../documents.ts';
import { OpenStock } from '../stock/open-stock.ts';
import { learnSlots } from '../stock/open-slots.ts';
import type { SlotBoard } from '../stock/slot-board.ts';
import type { BatchReads } from './batch-reads.ts';

/** A campaign for one commit. */
export interface OpenCampaign {
  state: CampaignState;
  /** Null: it is known to be sold out. */
  stock: OpenStock | null;
}

/** @throws StaleReadError; what a document that has not its fields gives */
export function openCampaign(
  { db, board }: { db: Firestore; board: SlotBoard },
  reads: BatchReads,
  campaignId: string,
): OpenCampaign {
  const snapshot = reads.of(statePath(campaignId));
  const state = campaignStateSchema.parse(snapshot.data());
  learnSlots(board, campaignId, state);
  if (state.isSoldOut) return { state, stock: null };
  const inOrder = reads.slots.get(campaignId) ?? [];
  const note = (path: string, isDry: boolean) => board.note(campaignId, path, isDry);
  const read = inOrder.slice(0, 1).map(reads.of);
  return { state, stock: new OpenStock(db, { campaignId, state, snapshot }, read, inOrder, note) };
}
