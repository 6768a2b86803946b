import { type RedemptionDecision, decideRedemption } from '@fanfold/game/coupons';
import { erasedFanPath } from '@fanfold/kit/calls';
import type { RefusedItem, RedemptionRequest } from '@fanfold/kit/messages';
import type { DocumentSnapshot as Snapshot, Firestore } from 'firebase-admin/firestore';
import type { OpenWallet } from '../../ledger/open-wallet.ts';
import { openWallets, walletReferences } from '../../ledger/read-wallets.ts';
import { withoutLocks } from '../../ledger/without-locks.ts';
import { writeAsRead } from '../../ledger/write-as-read.ts';
import type { CodeBook } from '../codes/code-book.ts';
import {
  type ClaimsDocument,
  type RedemptionDocument,
  campaignStateSchema,
  claimsPath,
  redemptionPath,
  statePath,
} from '../documents.ts';
import { type Claimed, type ReadCampaign, findUnit } from '../stock/claim-unit.ts';
import { openSlots } from '../stock/open-slots.ts';
import type { SlotBoard } from '../stock/slot-board.ts';
import { priceKey, priceRequest } from './price-request.ts';

export interface RedeemerOptions {
  db: Firestore;
  codes: CodeBook;
  board: SlotBoard;
  now: () => Date;
}

/** How a redemption ends. */
type Ending = Partial<RedemptionDocument> & Pick<RedemptionDocument, 'status'>;

/** Decides redemptions, for one instance: coins and code move in one commit with the redemption's end, or nothing does. */
export class Redeemer {
  readonly #options: RedeemerOptions;

  constructor(options: RedeemerOptions) {
    this.#options = options;
  }

  /**
   * Takes what the topic brings. A redemption that has ended stays as it is.
   *
   * @throws what Firestore answers: the requests must then come again
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

  /**
   * Locks nothing while it reads: an instance that dies holds up nobody, and those who meet at a slot are told at once.
   *
   * @param inOrder slots to try first
   * @returns whether there is such a redemption
   */
  async #decide({ id, uid, body: { campaignId } }: RedemptionRequest, inOrder: readonly string[]): Promise<boolean> {
    const { db, now } = this.#options;
    const reference = db.doc(redemptionPath(id));
    const claimsReference = db.doc(claimsPath(campaignId, uid));
    return withoutLocks(async (attempt) => {
      const at = now();
      // Many may be at the first slot: the next attempt begins with another one.
      const rotated = [...inOrder.slice(attempt), ...inOrder.slice(0, attempt)];
      // One read for nearly all of them: the first slot mostly has a unit.
      const own = [reference, db.doc(statePath(campaignId)), claimsReference, db.doc(erasedFanPath(uid))];
      const ofWallet = [{ uid, keys: [priceKey(id)] }];
      const references = [...own, ...walletReferences(db, ofWallet)];
      const snapshots = await db.getAll(...references, ...rotated.slice(0, 1).map((path) => db.doc(path)));
      const [stored, snapshot, claims, erased] = snapshots as [Snapshot, Snapshot, Snapshot, Snapshot];
      const slots = snapshots.slice(references.length);
      const redemption = stored.data() as RedemptionDocument | undefined;
      if (redemption?.uid !== uid || redemption.campaignId !== campaignId) return false;
      if (redemption.status !== 'pending') return true;
      const state = campaignStateSchema.parse(snapshot.data());
      const [wallet] = openWallets(ofWallet, snapshots.slice(own.length, references.length), at) as [OpenWallet];
      const { redeemed } = (claims.data() as ClaimsDocument | undefined) ?? { redeemed: 0 };
      const decision: RedemptionDecision = erased.exists
        ? { is: 'refused', reason: 'fanErased' }
        : decideRedemption(state, redemption, { redeemed, spendable: wallet.available });
      const claimed = decision.is === 'due' ? await this.#find({ campaignId, state, snapshot, slots }, rotated) : null;
      const ending = claimed ? await this.#fulfilment(campaignId, claimed) : endingOf(decision);

      const writes = db.batch();
      if (claimed) {
        const { is } = wallet.post(priceRequest(id, redemption));
        if (is !== 'booked') throw new Error(`the price of a pending redemption is ${is}`);
        wallet.write(writes);
        claimed.write(writes);
        writeAsRead(writes, claims, { redeemed: redeemed + 1 } satisfies ClaimsDocument);
      }
      writeAsRead(writes, stored, { ...ending, endedAt: at.toISOString() });
      await writes.commit();
      return true;
    });
  }

  /** @returns null: it is sold out */
  async #find(campaign: ReadCampaign, inOrder: readonly string[]): Promise<Claimed | null> {
    const { db, board } = this.#options;
    const { campaignId, state } = campaign;
    const learnt = board.learn(campaignId, state.isSoldOut ? [] : [...openSlots(campaignId, state).keys()]);
    if (state.isSoldOut) return null;
    const note = (path: string, isDry: boolean) => board.note(campaignId, path, isDry);
    return findUnit(db, campaign, inOrder.length > 0 ? inOrder : learnt, note);
  }

  async #fulfilment(campaignId: string, { batch, claim }: Claimed): Promise<Ending> {
    const code = await this.#options.codes.codeOf(campaignId, batch, claim);
    return { status: 'fulfilled', code, isLink: batch.source === 'link', claim };
  }
}

/** Of what was to have a code: it is sold out. */
function endingOf(decision: RedemptionDecision): Ending {
  if (decision.is === 'refused') return { status: 'refused', reason: decision.reason };
  return { status: decision.is === 'due' ? 'soldOut' : 'insufficient' };
}
