import { REDEMPTIONS_TOPIC, inboxFunction, publishItems, redemptionRequestSchema } from '@fanfold/kit/messages';
import { eventOptions, projectFirestore, scheduleOptions } from '@fanfold/kit/ops';
import { onDocumentWritten } from 'firebase-functions/firestore';
import { onSchedule } from 'firebase-functions/scheduler';
import { SERVICE } from '../ledger/documents.ts';
import { CodeBook } from './codes/code-book.ts';
import { couponKeys, readKeyring } from './codes/keyring.ts';
import { Redeemer } from './redemptions/redeemer.ts';
import { sweepRedemptions } from './redemptions/sweep-redemptions.ts';
import { paced } from './stock/paced.ts';
import { SlotBoard } from './stock/slot-board.ts';
import { countStock } from './stock/stock-counter.ts';

const now = () => new Date();

let redeemer: Redeemer | undefined;

/** Ends what `redeemCoupon` has begun. One message is one redemption; those that an instance has at once share its commits. */
export const fulfilRedemptions = inboxFunction(
  REDEMPTIONS_TOPIC,
  {
    service: SERVICE,
    schema: redemptionRequestSchema,
    keyOf: ({ uid }) => uid,
    take: (requests) => {
      const db = projectFirestore();
      const codes = () => new CodeBook(db, readKeyring(couponKeys.value()));
      redeemer ??= new Redeemer({ db, codes: codes(), board: new SlotBoard(), now });
      return redeemer.take(requests);
    },
  },
  { memory: '512MiB', timeoutSeconds: 60, concurrency: 40, maxInstances: 20, secrets: [couponKeys] },
);

/** A campaign's stock is counted once a second at most, by one instance: its document takes no more writes for long. */
const COUNT_EVERY_MS = 1_000;
const COUNTING = { memory: '256MiB', timeoutSeconds: 60, maxInstances: 1, concurrency: 500 } as const;

const count = paced<string>(
  (campaignId, changed) =>
    countStock(projectFirestore(), campaignId, changed.includes('all') ? 'all' : new Set(changed)),
  COUNT_EVERY_MS,
);

export const onSlotWritten = onDocumentWritten(
  eventOptions({ document: 'campaigns/{campaignId}/slots/{slotId}', ...COUNTING }),
  ({ params: { campaignId, slotId } }) => count(campaignId, slotId),
);

/** A batch was added, or is void: all is counted anew, also what a lost event has left uncounted. */
export const onCampaignDirected = onDocumentWritten(
  eventOptions({ document: 'campaigns/{campaignId}/state/campaign', ...COUNTING }),
  ({ params: { campaignId } }) => count(campaignId, 'all'),
);

/** Every minute: redemptions that should have ended. */
export const sweepCoupons = onSchedule(
  scheduleOptions({ schedule: 'every 1 minutes', memory: '256MiB', timeoutSeconds: 55, maxInstances: 1 }),
  () => sweepRedemptions(projectFirestore(), publishItems, now()),
);
