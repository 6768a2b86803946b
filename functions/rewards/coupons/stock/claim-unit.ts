import { claimUnit, returnUnit } from '@fanfold/game/coupons';
import type { DocumentSnapshot, Firestore, WriteBatch } from 'firebase-admin/firestore';
import { StaleReadError } from '../../ledger/without-locks.ts';
import { writeAsRead } from '../../ledger/write-as-read.ts';
import { type BatchRecord, type CampaignState, type Claim, slotPath, slotSchema, statePath } from '../documents.ts';
import { type SlotOfBatch, openSlots } from './open-slots.ts';

export interface Claimed {
  claim: Claim;
  batch: BatchRecord;
  /** Takes the unit out of its slot; the commit fails if the slot has changed meanwhile. */
  write: (writes: WriteBatch) => void;
}

/** The campaign as it was read. */
export interface ReadCampaign {
  campaignId: string;
  state: CampaignState;
  snapshot: DocumentSnapshot;
  /** Slots that were read with it. */
  slots: readonly DocumentSnapshot[];
}

/** Slots that are read first: most redemptions need one. */
const FIRST_READS = [1, 4];

/**
 * Finds a unit, in the first slot that has one.
 *
 * @param inOrder slots to try first; the others come after them
 * @param note hears of each slot that was read whether it is dry
 * @returns null: all of them were dry at one moment
 * @throws StaleReadError when the campaign has changed since it was read
 */
export async function findUnit(
  db: Firestore,
  { campaignId, state, snapshot: known, slots: read }: ReadCampaign,
  inOrder: readonly string[],
  note: (path: string, isDry: boolean) => void,
): Promise<Claimed | null> {
  const slots = openSlots(campaignId, state);
  const readPaths = read.map(({ ref }) => ref.path);
  const all = [...new Set([...readPaths, ...inOrder, ...slots.keys()])].filter((path) => slots.has(path));
  const firstOf = (snapshots: readonly DocumentSnapshot[]) => {
    for (const snapshot of snapshots) {
      const claimed = claimedFrom(snapshot, slots, state.fence);
      note(snapshot.ref.path, claimed === null);
      if (claimed) return claimed;
    }
    return null;
  };
  const readNow = read.filter(({ ref }) => slots.has(ref.path));
  const atOnce = firstOf(readNow);
  if (atOnce) return atOnce;
  let from = readNow.length;
  for (const size of FIRST_READS) {
    const some = all.slice(from, from + size);
    from += size;
    const claimed = some.length > 0 ? firstOf(await db.getAll(...some.map((path) => db.doc(path)))) : null;
    if (claimed) return claimed;
  }
  // One read is one moment.
  const [current, ...snapshots] = await db.getAll(db.doc(statePath(campaignId)), ...all.map((path) => db.doc(path)));
  if (!current?.updateTime || !known.updateTime?.isEqual(current.updateTime)) throw new StaleReadError();
  return firstOf(snapshots);
}

function claimedFrom(
  snapshot: DocumentSnapshot,
  slots: ReadonlyMap<string, SlotOfBatch>,
  fence: number,
): Claimed | null {
  const slot = slotSchema.parse(snapshot.data());
  if (slot.fence > fence) throw new StaleReadError();
  const claimed = claimUnit(slot);
  if (!claimed) return null;
  const { batchId, batch, slot: number } = slots.get(snapshot.ref.path) as SlotOfBatch;
  const { next, returned } = claimed.slot;
  return {
    claim: { batchId, slot: number, unit: claimed.unit },
    batch,
    write: (writes) => writeAsRead(writes, snapshot, { next, returned }),
  };
}

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
