import {
  GRANTS_TOPIC,
  type Grant,
  REDEMPTIONS_TOPIC,
  type RedemptionRequest,
  grantSchema,
  inbox,
  redemptionRequestSchema,
} from '@fanfold/kit/messages';
import { CodeBook } from '@fanfold/rewards/coupons/codes/code-book';
import { redeemCoupon } from '@fanfold/rewards/coupons/redemptions/redeem-coupon';
import { Redeemer } from '@fanfold/rewards/coupons/redemptions/redeemer';
import { SlotBoard } from '@fanfold/rewards/coupons/stock/slot-board';
import { bookGrants } from '@fanfold/rewards/intake/grants';
import { laneOf } from '@fanfold/rewards/intake/lanes';
import { SERVICE } from '@fanfold/rewards/ledger/documents';
import { postItems } from '@fanfold/rewards/ledger/post-items';
import type { Firestore } from 'firebase-admin/firestore';
import { FAN, KEYRING, TERMS } from '../../functions/rewards/testing/coupons-place.ts';

/** What one instance of the service does with what it is sent, on a Firestore client of its own. */
export class Instance {
  readonly db: Firestore;
  readonly #redeem: (text: string) => Promise<void>;
  readonly #grant: (text: string) => Promise<void>;
  /** Commits of this instance so far, and how many of them met others and began anew. */
  readonly commits: CommitCounts;

  constructor(db: Firestore) {
    this.db = db;
    this.commits = countCommits(db);
    const now = () => new Date();
    const redeemer = new Redeemer({ db, codes: new CodeBook(db, KEYRING), board: new SlotBoard(), now });
    this.#redeem = inbox({
      db,
      service: SERVICE,
      topic: REDEMPTIONS_TOPIC,
      schema: redemptionRequestSchema,
      keyOf: ({ uid }) => uid,
      take: (requests) => redeemer.take(requests),
    });
    this.#grant = inbox({
      db,
      service: SERVICE,
      topic: GRANTS_TOPIC,
      schema: grantSchema,
      keyOf: laneOf,
      take: (grants) => bookGrants(db, grants, now),
    });
  }

  /** The call of a fan. It ends when the redemption is there and pending. */
  async ask({ uid, id, body: { campaignId } }: RedemptionRequest): Promise<void> {
    const key = id.slice(uid.length + 1);
    await redeemCoupon(
      this.db,
      () => Promise.resolve(),
      FAN(uid),
      { campaignId, key, price: TERMS.price },
      () => new Date(),
    );
  }

  redeem(request: RedemptionRequest): Promise<void> {
    return this.#redeem(JSON.stringify(request));
  }

  grant(message: readonly Grant[]): Promise<void> {
    return this.#grant(JSON.stringify(message));
  }

  /** One posting in a commit of its own. */
  async charge(uid: string, amount: number): Promise<void> {
    const request = { key: 'fantasy:fee', kind: 'charge', currency: 'coins', amount, reason: 'fantasy.fee' } as const;
    const item = { uid, request: { ...request, body: {}, expiresOn: null }, message: {} };
    const [posted] = await postItems(this.db, [item], () => new Date());
    if (posted?.outcome.is !== 'booked') throw new Error(`the charge of ${uid} is ${posted?.outcome.is}`);
  }
}

interface CommitCounts {
  begun: number;
  failed: number;
}

/** Counts what the batches of a client commit from now on. */
function countCommits(db: Firestore): CommitCounts {
  const counts: CommitCounts = { begun: 0, failed: 0 };
  const batch = db.batch.bind(db);
  db.batch = () => {
    const writes = batch();
    const commit = writes.commit.bind(writes);
    writes.commit = () => {
      counts.begun++;
      return commit().catch((error: unknown) => {
        counts.failed++;
        throw error;
      });
    };
    return writes;
  };
  return counts;
}
