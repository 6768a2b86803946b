import { createHash, randomBytes } from 'node:crypto';
import { FOR_ALL } from '@fanfold/game/coupons';
import type { Caller } from '@fanfold/kit/calls';
import { type Grant, type PublishItems, type RedemptionRequest, redemptionRequest } from '@fanfold/kit/messages';
import type { Firestore } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { addCodes } from '../coupons/campaigns/add-codes.ts';
import { createCampaign, type createCampaignSchema } from '../coupons/campaigns/create-campaign.ts';
import type { CampaignReceipt } from '../coupons/campaigns/change-campaign.ts';
import type { CampaignEdit } from '../coupons/campaigns/decide-edit.ts';
import { directCampaign } from '../coupons/campaigns/direct-campaign.ts';
import { editCampaign } from '../coupons/campaigns/edit-campaign.ts';
import { importCodes, importCodesSchema } from '../coupons/campaigns/import-codes.ts';
import { CodeBook } from '../coupons/codes/code-book.ts';
import { readKeyring } from '../coupons/codes/keyring.ts';
import { type RedemptionDocument, campaignPath, redemptionId, redemptionPath } from '../coupons/documents.ts';
import { redeemCoupon } from '../coupons/redemptions/redeem-coupon.ts';
import { Redeemer } from '../coupons/redemptions/redeemer.ts';
import { SlotBoard } from '../coupons/stock/slot-board.ts';
import { bookGrants } from '../intake/grants.ts';

/** What the secret holds. */
export const KEY = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

export const KEYRING = readKeyring(KEY);

export const OPS: Caller = { uid: 'ops', ops: true, token: {} };

export const CAMPAIGN = 'pizza';

export const FAN = (uid: string): Caller => ({ uid, ops: false, token: {} });

type Terms = Omit<z.infer<typeof createCampaignSchema>, 'campaignId' | 'reason'>;

export const TERMS: Terms = {
  brand: 'Pizza Palace',
  title: 'A free pizza',
  picture: 'https://pictures.example/pizza.png',
  terms: 'One pizza a person.',
  opensAt: '2026-06-01T00:00:00.000Z',
  closesAt: '2026-07-01T00:00:00.000Z',
  codesExpireAt: null,
  perFan: 1,
  eligibility: FOR_ALL,
  onRefund: 'putBack',
  price: 100,
};

/** A campaign, its fans and instances of the service on a Firestore of a spec. */
export class CouponsPlace {
  readonly db: Firestore;
  /** What waits in Pub/Sub. */
  readonly messages: RedemptionRequest[] = [];
  now = new Date('2026-06-10T12:00:00Z');
  #keys = 0;

  constructor(db: Firestore) {
    this.db = db;
  }

  readonly publish: PublishItems = (_, items) => {
    this.messages.push(...(items as RedemptionRequest[]));
    return Promise.resolve();
  };

  /** @param db other than the place's own, e.g. one in which an instance dies */
  instance(db: Firestore = this.db): Redeemer {
    return new Redeemer({ db, codes: new CodeBook(db, KEYRING), board: new SlotBoard(), now: () => this.now });
  }

  /** A campaign that is live, with so many generated codes. */
  async open(units: number, terms: Partial<Terms> = {}, campaignId = CAMPAIGN): Promise<void> {
    await this.create({ ...terms, campaignId });
    await this.add(units, campaignId);
    const input = { campaignId, reason: 'spec' };
    await directCampaign(this.db, OPS, input, { kind: 'startCampaign' }, () => this.now);
  }

  /** A draft without codes. */
  create(terms: Partial<Terms & { campaignId: string }> = {}): Promise<CampaignReceipt> {
    const input = { ...TERMS, campaignId: CAMPAIGN, reason: 'spec', ...terms };
    return createCampaign(this.db, OPS, input, () => this.now);
  }

  /** Adds the codes of a file, as a call does. */
  importFile(
    file: Buffer,
    more: { sha256?: string; units?: number; campaignId?: string } = {},
  ): Promise<CampaignReceipt> {
    const sha256 = createHash('sha256').update(file).digest('hex');
    const units = Math.max(1, file.toString().trim().split('\n').length - 1);
    const input = { campaignId: CAMPAIGN, file: file.toString('base64'), sha256, units, reason: 'spec', ...more };
    return importCodes(this.db, KEYRING, OPS, importCodesSchema.parse(input), () => this.now);
  }

  /** @returns the id of the batch */
  async add(units: number, campaignId = CAMPAIGN): Promise<string> {
    const key = `generated-${++this.#keys}`;
    const codes = { source: 'generated', units } as const;
    const { batches } = await addCodes(
      this.db,
      KEYRING,
      OPS,
      { campaignId, key, codes, reason: 'spec' },
      () => this.now,
    );
    return Object.entries(batches).find(([, batch]) => batch.key === key)?.[0] ?? '';
  }

  edit(changes: CampaignEdit, campaignId = CAMPAIGN): Promise<CampaignReceipt> {
    return editCampaign(this.db, OPS, { campaignId, changes, reason: 'spec' }, () => this.now);
  }

  fund(uid: string, amount: number): Promise<void> {
    return this.fundAll([uid], amount);
  }

  /** Each of them. */
  async fundAll(uids: readonly string[], amount: number): Promise<void> {
    for (const some of pagesOf(uids)) {
      const grants = some.map((uid): Grant => {
        const id = `fantasy:prize-${++this.#keys}`;
        return { v: 1, id, uid, amount, reason: 'fantasy.prize', body: {} };
      });
      const refused = await bookGrants(this.db, grants, () => this.now);
      if (refused.length > 0) throw new Error(`${refused.length} fans got nothing`);
    }
  }

  /** Asks as the callable does, for the price that is shown. @returns the id of the redemption */
  async ask(uid: string, key = `key-${++this.#keys}`, campaignId = CAMPAIGN): Promise<string> {
    const price = (await this.db.doc(campaignPath(campaignId)).get()).get('price') as number;
    const { path } = await redeemCoupon(this.db, this.publish, FAN(uid), { campaignId, key, price }, () => this.now);
    return path.slice('redemptions/'.length);
  }

  /** Asks for many, and skips the call: their documents are there, pending. */
  async askMany(asked: readonly { uid: string; key: string }[], price = TERMS.price): Promise<RedemptionRequest[]> {
    const { brand, title, picture, terms } = TERMS;
    const requestedAt = this.now.toISOString();
    const requests: RedemptionRequest[] = [];
    for (const some of pagesOf(asked)) {
      const writes = this.db.batch();
      for (const { uid, key } of some) {
        const id = redemptionId(uid, key);
        const document: RedemptionDocument = {
          ...{ uid, campaignId: CAMPAIGN, status: 'pending', reason: null, price, brand, title, picture, terms },
          ...{ code: null, isLink: false, expiresAt: null, requestedAt, endedAt: null, isUsed: false, problem: null },
          claim: null,
        };
        writes.set(this.db.doc(redemptionPath(id)), document);
        requests.push(redemptionRequest(id, uid, CAMPAIGN));
      }
      await writes.commit();
    }
    return requests;
  }

  async redemption(id: string): Promise<RedemptionDocument> {
    return (await this.db.doc(redemptionPath(id)).get()).data() as RedemptionDocument;
  }

  async balance(uid: string): Promise<number> {
    return (await this.db.doc(`wallets/${uid}`).get()).get('balances')?.coins.available as number;
  }
}

/** As many as one commit takes well. */
const PAGE = 200;

function pagesOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / PAGE) }, (_, page) => all.slice(page * PAGE, (page + 1) * PAGE));
}

/** Bytes of a file, as a call carries them. */
export function fileOf(codes: readonly string[]): Buffer {
  return Buffer.from(['code', ...codes, ''].join('\n'));
}

export function randomCodes(count: number): string[] {
  return Array.from({ length: count }, () => randomBytes(6).toString('hex').toUpperCase());
}
