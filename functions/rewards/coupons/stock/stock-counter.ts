import { type Stock, unitsLeft } from '@fanfold/game/coupons';
import { transact } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { withoutLocks } from '../../ledger/without-locks.ts';
import { writeAsRead } from '../../ledger/write-as-read.ts';
import {
  type CampaignDocument,
  type CampaignState,
  campaignPath,
  campaignStateSchema,
  slotSchema,
  statePath,
} from '../documents.ts';
import { openSlots } from './open-slots.ts';

/**
 * Counts what is left of a campaign and shows it to fans. A count that another one has overtaken begins anew, so that the stock shown is never older
 * than the one before. Whether nothing is left it says in the campaign's state, so that later redemptions need not read every slot.
 *
 * @throws CallError tryAgain
 */
export async function countStock(db: Firestore, campaignId: string): Promise<void> {
  const reference = db.doc(campaignPath(campaignId));
  const stateReference = db.doc(statePath(campaignId));
  for (;;) {
    const [shown, known] = await db.getAll(reference, stateReference);
    if (!shown?.exists || !known?.exists) return;
    const { counts } = shown.data() as CampaignDocument;
    const state = campaignStateSchema.parse(known.data());
    const paths = [...openSlots(campaignId, state).keys()];
    const read = paths.length > 0 ? await db.getAll(...paths.map((path) => db.doc(path))) : [];
    const stock = stockOf(
      state,
      read.map((snapshot) => snapshot.data()),
    );
    const isCounted = await transact(db, async (transaction) => {
      const current = (await transaction.get(reference)).data() as CampaignDocument;
      if (current.counts !== counts) return false;
      if (current.stock.total !== stock.total || current.stock.left !== stock.left)
        transaction.update(reference, { stock, counts: counts + 1 });
      return true;
    });
    if (!isCounted) continue;
    if (state.isSoldOut !== isAllSold(stock)) await noteSoldOut(db, campaignId);
    return;
  }
}

function stockOf({ batches }: Pick<CampaignState, 'batches'>, slots: readonly unknown[]): Stock {
  const total = Object.values(batches).reduce((sum, { units, isVoid }) => sum + (isVoid ? 0 : units), 0);
  return { total, left: slots.reduce<number>((sum, slot) => sum + unitsLeft(slotSchema.parse(slot)), 0) };
}

function isAllSold({ total, left }: Stock): boolean {
  return total > 0 && left === 0;
}

/** What changes a slot after these reads is counted after it, and noted then. */
async function noteSoldOut(db: Firestore, campaignId: string): Promise<void> {
  const reference = db.doc(statePath(campaignId));
  await withoutLocks(async () => {
    const { batches } = campaignStateSchema.parse((await reference.get()).data());
    const paths = [...openSlots(campaignId, { batches }).keys()];
    const [known, ...slots] = await db.getAll(reference, ...paths.map((path) => db.doc(path)));
    const state = campaignStateSchema.parse(known?.data());
    const isSoldOut = isAllSold(
      stockOf(
        state,
        slots.map((slot) => slot.data()),
      ),
    );
    if (!known || state.isSoldOut === isSoldOut) return;
    const writes = db.batch();
    writeAsRead(writes, known, { isSoldOut });
    await writes.commit();
  });
}
