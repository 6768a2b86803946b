import { type RedemptionDecision, decideRedemption } from '@fanfold/game/coupons';
import { transact } from '@fanfold/kit/calls';
import type { RefusedItem, RedemptionRequest } from '@fanfold/kit/messages';
import type { Firestore, Transaction } from 'firebase-admin/firestore';
import type { OpenWallet } from '../../ledger/open-wallet.ts';
import { readWallet } from '../../ledger/read-wallets.ts';
import type { CodeBook } from '../codes/code-book.ts';
import {
  type CampaignState,
  type ClaimsDocument,
  type RedemptionDocument,
  campaignStateSchema,
  claimsPath,
  redemptionPath,
  statePath,
} from '../documents.ts';
import { claimFrom } from '../stock/claim-unit.ts';
import { openSlots } from '../stock/open-slots.ts';
import type { SlotBoard } from '../stock/slot-board.ts';
import { priceKey, priceRequest } from './price-request.ts';

export interface RedeemerOptions {
  db: Firestore;
  codes: CodeBook;
  board: SlotBoard;
  now: () => Date;
}

/** A redemption that may have a code, and what its transaction has read. */
interface DueRedemption {
  id: string;
  redemption: RedemptionDocument;
  state: CampaignState;
  wallet: OpenWallet;
}

/** How a redemption ends. */
type Ending = Partial<RedemptionDocument> & Pick<RedemptionDocument, 'status'>;

/** Decides redemptions, for one instance: coins and code move in one transaction with the redemption's end, or nothing does. */
export class Redeemer {
  readonly #options: RedeemerOptions;

  constructor(options: RedeemerOptions) {
    this.#options = options;
  }

  /**
   * Takes what the topic brings. A redemption that has ended stays as it is.
   *
   * @throws CallError tryAgain, and what Firestore answers: the requests must then come again
   */
  async take(requests: readonly RedemptionRequest[]): Promise<RefusedItem[]> {
    const { board } = this.#options;
    const refused: RefusedItem[] = [];
    for (const request of requests) {
      const isThere = await board.inTurn(request.body.campaignId, (inOrder) => this.#decide(request, inOrder));
      if (!isThere) refused.push({ item: request, code: 'refusedItem', message: 'there is no such redemption' });
    }
    return refused;
  }

  /** @param inOrder slots to try first @returns whether there is such a redemption */
  async #decide({ id, uid, body: { campaignId } }: RedemptionRequest, inOrder: readonly string[]): Promise<boolean> {
    const { db, now } = this.#options;
    const reference = db.doc(redemptionPath(id));
    const claimsReference = db.doc(claimsPath(campaignId, uid));
    let attempts = 0;
    return transact(db, async (transaction) => {
      const at = now();
      // Who died at a slot locks it for a minute, and many may be at it: the next attempt begins with another one.
      const rotated = [...inOrder.slice(attempts), ...inOrder.slice(0, attempts)];
      attempts++;
      // One read for all but the slot: others wait for that one, so that it comes last.
      const [[stored, known, claims], wallet] = await Promise.all([
        transaction.getAll(reference, db.doc(statePath(campaignId)), claimsReference),
        readWallet(db, transaction, { uid, keys: [priceKey(id)] }, at),
      ]);
      const redemption = stored?.data() as RedemptionDocument | undefined;
      if (redemption?.uid !== uid || redemption.campaignId !== campaignId) return false;
      if (redemption.status !== 'pending') return true;
      const state = campaignStateSchema.parse(known?.data());
      const { redeemed } = (claims?.data() as ClaimsDocument | undefined) ?? { redeemed: 0 };
      const decision = decideRedemption(state, redemption, { redeemed, spendable: wallet.available });
      const ending =
        decision.is === 'due'
          ? await this.#fulfil(transaction, { id, redemption, state, wallet }, rotated)
          : endingOf(decision);
      if (ending.status === 'fulfilled')
        transaction.set(claimsReference, { redeemed: redeemed + 1 } satisfies ClaimsDocument);
      transaction.update(reference, { ...ending, endedAt: at.toISOString() });
      return true;
    });
  }

  /** Moves a code and the coins, if a code is left. */
  async #fulfil(
    transaction: Transaction,
    { id, redemption, state, wallet }: DueRedemption,
    inOrder: readonly string[],
  ): Promise<Ending> {
    const { db, board, codes } = this.#options;
    const { campaignId } = redemption;
    const slots = openSlots(campaignId, state);
    const learnt = board.learn(campaignId, state.isSoldOut ? [] : [...slots.keys()]);
    const note = (path: string, isDry: boolean) => board.note(campaignId, path, isDry);
    const claimed = state.isSoldOut
      ? null
      : await claimFrom(db, transaction, inOrder.length > 0 ? inOrder : learnt, slots, note);
    if (!claimed) return { status: 'soldOut' };
    const { batch, claim } = claimed;
    const code = await codes.codeOf(campaignId, batch, claim);
    const { is } = wallet.post(priceRequest(id, redemption));
    if (is !== 'booked') throw new Error(`the price of a pending redemption is ${is}`);
    wallet.write(transaction);
    claimed.write();
    return { status: 'fulfilled', code, isLink: batch.source === 'link', claim };
  }
}

function endingOf(decision: Exclude<RedemptionDecision, { is: 'due' }>): Ending {
  return decision.is === 'refused' ? { status: 'refused', reason: decision.reason } : { status: decision.is };
}
