import { type Slot, claimUnit, returnUnit } from '@fanfold/game/coupons';
import type { DocumentReference, Firestore, Transaction } from 'firebase-admin/firestore';
import { type BatchRecord, type Claim, slotPath, slotSchema } from '../documents.ts';
import type { SlotOfBatch } from './open-slots.ts';

export interface Claimed {
  claim: Claim;
  batch: BatchRecord;
  /** Takes the unit out of its slot; after all reads of the transaction. */
  write: () => void;
}

/** Slots that each further read takes: most redemptions need the first one only, and what a transaction has read is locked. */
const READS = [1, 3, 8, Infinity];

/**
 * Claims a unit within a transaction, from the first slot that has one.
 *
 * @param inOrder slots to try first; the others come after them
 * @param slots all that the campaign has, as this transaction has read it
 * @param note hears of each slot that was read whether it is dry
 * @returns null: every one of them is dry
 */
export async function claimFrom(
  db: Firestore,
  transaction: Transaction,
  inOrder: readonly string[],
  slots: ReadonlyMap<string, SlotOfBatch>,
  note: (path: string, isDry: boolean) => void,
): Promise<Claimed | null> {
  const left = [...new Set([...inOrder.filter((path) => slots.has(path)), ...slots.keys()])];
  for (const size of READS) {
    const paths = left.splice(0, size);
    if (paths.length === 0) return null;
    const snapshots = await transaction.getAll(...paths.map((path) => db.doc(path)));
    for (const snapshot of snapshots) {
      const claimed = claimUnit(slotSchema.parse(snapshot.data()));
      note(snapshot.ref.path, claimed === null);
      if (!claimed) continue;
      const { batchId, batch, slot } = slots.get(snapshot.ref.path) as SlotOfBatch;
      const claim: Claim = { batchId, slot, unit: claimed.unit };
      return { claim, batch, write: () => update(transaction, snapshot.ref, claimed.slot) };
    }
  }
  return null;
}

/** Puts a unit back within a transaction. @returns does it; after all reads of the transaction */
export async function putBack(
  db: Firestore,
  transaction: Transaction,
  campaignId: string,
  { batchId, slot, unit }: Claim,
): Promise<() => void> {
  const reference = db.doc(slotPath(campaignId, batchId, slot));
  const stored = slotSchema.parse((await transaction.get(reference)).data());
  const after = returnUnit(stored, unit);
  return () => update(transaction, reference, after);
}

function update(transaction: Transaction, reference: DocumentReference, { next, returned }: Slot): void {
  transaction.update(reference, { next, returned });
}
