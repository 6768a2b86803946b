import { REDEMPTIONS_TOPIC, inbox, redemptionRequestSchema } from '@fanfold/kit/messages';
import { CodeBook } from '@fanfold/rewards/coupons/codes/code-book';
import { refundRedemption } from '@fanfold/rewards/coupons/redemptions/refund-redemption';
import { Redeemer } from '@fanfold/rewards/coupons/redemptions/redeemer';
import { SlotBoard } from '@fanfold/rewards/coupons/stock/slot-board';
import { countStock } from '@fanfold/rewards/coupons/stock/stock-counter';
import { KEYRING, OPS } from '../../functions/rewards/testing/coupons-place.ts';
import { openFirestore } from '../support/firestore.ts';
import type { FromMortal, ToMortal } from '../support/mortal.ts';

/** What a delivery asks a process of the service for. */
export type CouponWork =
  { kind: typeof REDEMPTIONS_TOPIC; text: string } | { kind: 'refund'; id: string } | { kind: 'count'; id: string };

/** A process that decides redemptions, refunds and counts, until it is killed. */
const { db } = openFirestore(process.argv[2]);
const now = () => new Date();
const redeemer = new Redeemer({ db, codes: new CodeBook(db, KEYRING), board: new SlotBoard(), now });
const redeem = inbox({
  db,
  service: 'rewards',
  topic: REDEMPTIONS_TOPIC,
  schema: redemptionRequestSchema,
  keyOf: ({ uid }) => uid,
  take: (requests) => redeemer.take(requests),
});

async function work(message: CouponWork): Promise<unknown> {
  switch (message.kind) {
    case REDEMPTIONS_TOPIC:
      return redeem(message.text);
    case 'refund':
      return refundRedemption(db, OPS, { redemptionId: message.id, reason: 'spec' }, now);
    case 'count':
      return countStock(db, message.id);
  }
}

const say = (message: FromMortal) => process.send?.(message);

process.on('message', (message: ToMortal<CouponWork>) => {
  if ('kind' in message) return;
  const { id } = message;
  work(message.work).then(
    () => say({ kind: 'done', id }),
    (error: unknown) => say({ kind: 'failed', id, error: String(error) }),
  );
});
say({ kind: 'ready' });
