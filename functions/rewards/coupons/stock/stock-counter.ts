import { type Stock, unitsLeft } from '@fanfold/game/coupons';
import { transact } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
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
 * than the one before. When nothing is left it says so in the campaign's state, so that later redemptions need not read every slot.
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
    if (stock.left === 0 && stock.total > 0 && !state.isSoldOut) await noteSoldOut(db, campaignId);
    return;
  }
}

function stockOf({ batches }: Pick<CampaignState, 'batches'>, slots: readonly unknown[]): Stock {
  const total = Object.values(batches).reduce((sum, { units, isVoid }) => sum + (isVoid ? 0 : units), 0);
  return { total, left: slots.reduce<number>((sum, slot) => sum + unitsLeft(slotSchema.parse(slot)), 0) };
}

/** A transaction with every slot in it, for nothing may come back meanwhile. */
async function noteSoldOut(db: Firestore, campaignId: string): Promise<void> {
  const stateReference = db.doc(statePath(campaignId));
  await transact(db, async (transaction) => {
    const state = campaignStateSchema.parse((await transaction.get(stateReference)).data());
    const paths = [...openSlots(campaignId, state).keys()];
    if (state.isSoldOut || paths.length === 0) return;
    const slots = await transaction.getAll(...paths.map((path) => db.doc(path)));
    if (slots.every((slot) => unitsLeft(slotSchema.parse(slot.data())) === 0))
      transaction.update(stateReference, { isSoldOut: true });
  });
}
