import { returnUnit } from '@fanfold/game/coupons';
import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import { StaleReadError } from '../../ledger/without-locks.ts';
import { writeAsRead } from '../../ledger/write-as-read.ts';
import { type Claim, slotPath, slotSchema } from '../documents.ts';

/**
 * Puts a unit back; the commit fails if the slot has changed meanwhile.
 *
 * @param fence of the campaign as it was read
 * @throws StaleReadError when the campaign has changed since
 */
export async function putBack(
  db: Firestore,
  writes: WriteBatch,
  campaignId: string,
  fence: number,
  { batchId, slot, unit }: Claim,
): Promise<void> {
  const snapshot = await db.doc(slotPath(campaignId, batchId, slot)).get();
  const stored = slotSchema.parse(snapshot.data());
  if (stored.fence > fence) throw new StaleReadError();
  const { returned } = returnUnit(stored, unit);
  writeAsRead(writes, snapshot, { returned });
}
