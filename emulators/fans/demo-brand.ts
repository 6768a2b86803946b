import type { CampaignTerms, Redemption } from '@fanfold/game/coupons';
import type { Firestore } from 'firebase-admin/firestore';
import type { LocalCalls } from '../stack/local-calls.ts';
import { untilDocument } from '../start/documents.ts';

const CAMPAIGN = 'demo-tea';
const COUPONS = 500;
const PRICE = 400;
const DAY_MS = 86_400_000;

/** A campaign that is open now. @param now ms */
export function demoTerms(now: number): CampaignTerms {
  const time = (days: number) => new Date(now + days * DAY_MS).toISOString();
  return {
    brand: 'Copper Kettle (invented)',
    title: 'A pot of tea for two',
    picture: '/brands/tea.svg',
    terms: 'One pot a visit. Show the code before you order.\nThe brand is invented, and so are the codes.',
    opensAt: time(-1),
    closesAt: time(30),
    codesExpireAt: time(90),
    perFan: 3,
    eligibility: { level: null, achievement: null, segments: null, regions: null, ageConfirmed: false },
    onRefund: 'putBack',
  };
}

/** A brand that gives coupons for coins, and a fan who buys one with what they have won. */
export class DemoBrand {
  readonly #db: Firestore;
  readonly #calls: LocalCalls;
  readonly #projectId: string;

  constructor(db: Firestore, calls: LocalCalls, projectId: string) {
    this.#db = db;
    this.#calls = calls;
    this.#projectId = projectId;
  }

  /** Opens the campaign, as an operator does. */
  async open(): Promise<void> {
    const direct = (name: string, data: object) =>
      this.#calls.call(this.#projectId, { uid: 'demo-operator', ops: true }, name, {
        campaignId: CAMPAIGN,
        reason: 'npm start',
        ...data,
      });
    await direct('createCampaign', { ...demoTerms(Date.now()), price: PRICE });
    await direct('addCodes', { key: 'npm-start', codes: { source: 'generated', units: COUPONS } });
    await direct('startCampaign', {});
  }

  /** Has the winner of a settled contest redeem a coupon. Returns what to say of it; null: the contest has no winner. */
  async sellOne(contestId: string): Promise<string | null> {
    const winners = await this.#db.collection(`contests/${contestId}/results`).where('rank', '==', 1).limit(1).get();
    const uid = winners.docs[0]?.get('uid') as string | undefined;
    if (uid === undefined) return null;
    await untilDocument(this.#db, `wallets/${uid}`, (wallet) => wallet.exists);
    const name = String((await this.#db.doc(`fans/${uid}`).get()).get('name'));
    const { path } = await this.#calls.call<{ path: string }>(this.#projectId, { uid }, 'redeemCoupon', {
      campaignId: CAMPAIGN,
      key: `first-prize-${Date.now()}`,
      price: PRICE,
    });
    const ended = await untilDocument(this.#db, path, (redemption) => redemption.get('status') !== 'pending');
    const { title, price, status } = ended.data() as Redemption;
    return `${name} won, and asked for a coupon, ${title}, for ${price} coins: ${status}`;
  }
}
