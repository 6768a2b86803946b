import { unitsLeft } from '@fanfold/game/coupons';
import { bodyHash, withoutLocks, writeAsRead } from '@fanfold/kit/calls';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import {
  type CampaignState,
  type CountedStock,
  campaignPath,
  campaignStateSchema,
  countedStockSchema,
  slotSchema,
  statePath,
  stockPath,
} from '../documents.ts';
import { openSlots } from './open-slots.ts';
import { type ChangedSlots, countedAfter, isAllSold, slotsToRead, stockOf } from './counted-stock.ts';

const NOTHING: CountedStock = { batches: {} };

/**
 * Counts what is left of a campaign and shows it to fans. It reads the slots that have changed; what the others have stands in the last count, in
 * `campaigns/{c}/state/stock`. A count that another one has overtaken begins anew, so that the stock shown is never older than the one before. Whether
 * nothing is left it says in the campaign's state, so that later redemptions need not read every slot.
 *
 * @param changed slots whose documents have changed since they were counted
 */
export async function countStock(db: Firestore, campaignId: string, changed: ChangedSlots = 'all'): Promise<void> {
  const slots = (ids: Iterable<string>) => [...ids].map((id) => db.doc(`${campaignPath(campaignId)}/slots/${id}`));
  const isStale = await withoutLocks(async () => {
    const named = slots(changed === 'all' ? [] : changed);
    const [known, last, ...some] = await db.getAll(
      db.doc(statePath(campaignId)),
      db.doc(stockPath(campaignId)),
      ...named,
    );
    if (!known?.exists || !last) return false;
    const state = campaignStateSchema.parse(known.data());
    const before = last.exists ? countedStockSchema.parse(last.data()) : NOTHING;
    const left = leftOf(some);
    const others = slots(slotsToRead(state, before, changed, left));
    const read = others.length > 0 ? leftOf(await db.getAll(...others)) : [];
    const after = countedAfter(state, before, new Map([...left, ...read]));
    const stock = stockOf(after);
    if (bodyHash(after) !== bodyHash(before)) {
      const writes = db.batch();
      writeAsRead(writes, last, after);
      if (bodyHash(stock) !== bodyHash(stockOf(before))) writes.update(db.doc(campaignPath(campaignId)), { stock });
      await writes.commit();
    }
    return state.isSoldOut !== isAllSold(stock);
  });
  if (isStale) await noteSoldOut(db, campaignId);
}

/** By all slots as they are at one moment. What changes one after it is counted after it, and noted then. */
async function noteSoldOut(db: Firestore, campaignId: string): Promise<void> {
  const reference = db.doc(statePath(campaignId));
  await withoutLocks(async () => {
    const { batches } = campaignStateSchema.parse((await reference.get()).data());
    const paths = [...openSlots(campaignId, { batches }).keys()];
    const [known, ...slots] = await db.getAll(reference, ...paths.map((path) => db.doc(path)));
    const state: CampaignState = campaignStateSchema.parse(known?.data());
    const isSoldOut = isAllSold(stockOf(countedAfter(state, NOTHING, leftOf(slots))));
    if (!known || state.isSoldOut === isSoldOut) return;
    const writes = db.batch();
    writeAsRead(writes, known, { isSoldOut });
    await writes.commit();
  });
}

/** Of slots that are there, by their ids. */
function leftOf(slots: readonly DocumentSnapshot[]): Map<string, number> {
  return new Map(
    slots.flatMap((slot) => (slot.exists ? [[slot.id, unitsLeft(slotSchema.parse(slot.data()))] as const] : [])),
  );
}
