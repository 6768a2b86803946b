import type { MoveRequest } from '@fanfold/game/coins';
import { type RedemptionDecision, decideRedemption } from '@fanfold/game/coupons';
import { erasedFanPath, writeAsRead } from '@fanfold/kit/calls';
import type { RedemptionRequest } from '@fanfold/kit/messages';
import { groupBy } from '@fanfold/kit/ops';
import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import type { OpenWallet } from '../../ledger/open-wallet.ts';
import type { CodedUnit } from '../codes/code-book.ts';
import { type ClaimsDocument, type RedemptionDocument, claimsPath, redemptionPath } from '../documents.ts';
import type { SlotBoard } from '../stock/slot-board.ts';
import { type BatchReads, redemptionIn, walletIn } from './batch-reads.ts';
import { type OpenCampaign, openCampaign } from './open-campaign.ts';
import { priceRequest } from './price-request.ts';
import { concerning, ofCampaign, ofFan } from './undecided-error.ts';

/** How a redemption ends. */
type Ending = Partial<RedemptionDocument> & Pick<RedemptionDocument, 'status'>;

/** A redemption that gets a unit. */
export interface Winner extends CodedUnit {
  id: string;
  /** Until when the code can be used, as the campaign says now. */
  expiresAt: string | null;
}

/**
 * Redemptions that end in one commit. They are decided in memory, one after the other: what one takes of a slot, a wallet or a limit, the next one does not
 * find. Every document that is written is as it was read, or the commit fails.
 */
export class RedemptionBatch {
  readonly #options: { db: Firestore; board: SlotBoard };
  readonly #reads: BatchReads;
  readonly #at: Date;
  readonly #wallets = new Map<string, OpenWallet>();
  readonly #campaigns = new Map<string, OpenCampaign>();
  /** By path of the claims. */
  readonly #redeemed = new Map<string, number>();
  /** By id of the redemption. */
  readonly #endings = new Map<string, Ending>();

  constructor(options: { db: Firestore; board: SlotBoard }, reads: BatchReads, at: Date) {
    this.#options = options;
    this.#reads = reads;
    this.#at = at;
  }

  /** Whether nothing is to be written: all of them have ended before. */
  get isEmpty(): boolean {
    return this.#endings.size === 0;
  }

  /**
   * Decides all redemptions of the batch, and claims units.
   *
   * @returns those to which `giveCode` gives their codes
   * @throws UndecidedError; what Firestore answers
   */
  async decide(requests: readonly RedemptionRequest[]): Promise<Winner[]> {
    const byFan = groupBy(requests, ({ uid }) => uid);
    const winners: Winner[] = [];
    for (const request of requests) {
      const winner = await this.#decide(request, byFan.get(request.uid) ?? []);
      if (winner) winners.push(winner);
    }
    return winners;
  }

  giveCode({ id, batch, claim, expiresAt }: Winner, code: string): void {
    this.#endings.set(id, { status: 'fulfilled', code, isLink: batch.source === 'link', expiresAt, claim });
  }

  write(writes: WriteBatch): void {
    for (const wallet of this.#wallets.values()) wallet.write(writes);
    for (const { stock } of this.#campaigns.values()) stock?.write(writes);
    for (const [path, redeemed] of this.#redeemed)
      writeAsRead(writes, this.#reads.of(path), { redeemed } satisfies ClaimsDocument);
    for (const [id, ending] of this.#endings)
      writeAsRead(writes, this.#reads.of(redemptionPath(id)), { ...ending, endedAt: this.#at.toISOString() });
  }

  async #decide(request: RedemptionRequest, ofTheFan: readonly RedemptionRequest[]): Promise<Winner | null> {
    const { id, uid } = request;
    const { campaignId } = request.body;
    const redemption = redemptionIn(this.#reads, request);
    // The same one may come twice.
    if (redemption?.status !== 'pending' || this.#endings.has(id)) return null;
    const wallet = await concerning(ofFan(uid), () => this.#wallet(uid, ofTheFan));
    const { state, stock } = await concerning(ofCampaign(campaignId), () => this.#campaign(campaignId));
    const claims = claimsPath(campaignId, uid);
    const redeemed = this.#redeemedBefore(claims);
    const decision: RedemptionDecision = this.#reads.of(erasedFanPath(uid)).exists
      ? { is: 'refused', reason: 'fanErased' }
      : decideRedemption(state, redemption, { redeemed, spendable: wallet.available }, this.#at);
    const claimed = decision.is === 'due' ? await concerning(ofCampaign(campaignId), () => stock?.claim()) : null;
    this.#endings.set(id, endingOf(decision));
    if (!claimed) return null;
    await concerning(
      (other) => other.id === id,
      () => pay(wallet, priceRequest(id, redemption)),
    );
    this.#redeemed.set(claims, redeemed + 1);
    return { id, campaignId, expiresAt: state.codesExpireAt, ...claimed };
  }

  #wallet(uid: string, requests: readonly RedemptionRequest[]): OpenWallet {
    const wallet = this.#wallets.get(uid) ?? walletIn(this.#reads, uid, requests, this.#at);
    this.#wallets.set(uid, wallet);
    return wallet;
  }

  #campaign(campaignId: string): OpenCampaign {
    const campaign = this.#campaigns.get(campaignId) ?? openCampaign(this.#options, this.#reads, campaignId);
    this.#campaigns.set(campaignId, campaign);
    return campaign;
  }

  /** Of this fan and campaign, with those of this batch. */
  #redeemedBefore(claims: string): number {
    const stored = this.#reads.of(claims).data() as ClaimsDocument | undefined;
    return this.#redeemed.get(claims) ?? stored?.redeemed ?? 0;
  }
}

function pay(wallet: OpenWallet, price: MoveRequest): void {
  const { is } = wallet.post(price);
  if (is !== 'booked') throw new Error(`the price of a pending redemption is ${is}`);
}

/** Of what was to have a code: it is sold out, unless it is given one. */
function endingOf(decision: RedemptionDecision): Ending {
  if (decision.is === 'refused') return { status: 'refused', reason: decision.reason };
  return { status: decision.is === 'due' ? 'soldOut' : 'insufficient' };
}
