import { StaleReadError, isContention } from '@fanfold/kit/calls';
import type { Batch, Committer, Outcome } from '@fanfold/kit/commit';
import type { RedemptionRequest } from '@fanfold/kit/messages';
import { InputFault, isRefusedForGood } from '@fanfold/kit/ops';
import type { Firestore, WriteBatch } from 'firebase-admin/firestore';
import { isolate } from '../../ledger/isolate.ts';
import type { CodeBook } from '../codes/code-book.ts';
import type { SlotBoard } from '../stock/slot-board.ts';
import { type BatchReads, hasChanged, readBatch, redemptionIn } from './batch-reads.ts';
import { RedemptionBatch } from './redemption-batch.ts';
import { UndecidedError, concerning, ofCampaign } from './undecided-error.ts';

export interface RedeemerOptions {
  db: Firestore;
  codes: CodeBook;
  board: SlotBoard;
  now: () => Date;
}

/** A request, and what came of it. */
export interface RedemptionItem {
  readonly request: RedemptionRequest;
  /** Null: it is not known yet. */
  outcome: { is: 'ended' } | { is: 'unknown' } | { is: 'failed'; error: unknown } | null;
}

/**
 * Of one commit: each writes four documents, of which only the wallet may be large (25 KB), and a slot, which has a number for each code that came back. Together that
 * is 5 MB at most, of the 10 MiB that a commit takes.
 */
const MAX_REDEMPTIONS = 50;

/** Of those that nobody else has changed: they met others at slots. */
const ATTEMPTS = 4;

/** Ends redemptions by as few commits as it can. It keeps nothing in memory but hints. */
export class RedemptionCommitter implements Committer<RedemptionItem> {
  readonly bytes = 0;
  readonly #options: RedeemerOptions;

  constructor(options: RedeemerOptions) {
    this.#options = options;
  }

  /**
   * What fails is halved out, and comes again by its message: no retry here may hold up those that come meanwhile. (The client has repeated what Firestore
   * was not there for.)
   */
  async commit(batch: Batch<RedemptionItem>): Promise<Outcome> {
    const open = batch.take().filter(isOpen);
    for (let from = 0; from < open.length; from += MAX_REDEMPTIONS) {
      const items = open.slice(from, from + MAX_REDEMPTIONS);
      const failed = await isolate(items, 1, (some) => this.#commit(some.filter(isOpen)));
      for (const { item, error } of failed) if (isOpen(item)) item.outcome = { is: 'failed', error };
    }
    return { committed: true };
  }

  invalidate(): void {}

  split(item: RedemptionItem): RedemptionItem[] {
    return [item];
  }

  blameState(): Promise<null> {
    return Promise.resolve(null);
  }

  reject(): Promise<false> {
    return Promise.resolve(false);
  }

  /** Those whose own documents others have changed come again by themselves, so that they hold up nobody. */
  async #commit(items: readonly RedemptionItem[]): Promise<void> {
    const { db, now } = this.#options;
    let left = items;
    let before: BatchReads | null = null;
    for (let attempt = 1; left.length > 0; attempt++) {
      const reads = await readBatch(this.#options, requestsOf(left));
      if (before)
        left = setAside(left, ({ request }) => hasChanged(request, before as BatchReads, reads), new StaleReadError());
      const decided = await this.#decide(left, reads, now());
      left = decided.items;
      const writes = prepare(db, decided.batch);
      try {
        await writes?.commit();
      } catch (error) {
        if (isRefusedForGood(error)) throw new InputFault('cannotBeStored', error);
        if (!isContention(error)) throw error;
        before = reads;
        if (attempt === ATTEMPTS) left = setAside(left, () => true, error);
        continue;
      }
      for (const item of left) item.outcome = { is: redemptionIn(reads, item.request) ? 'ended' : 'unknown' };
      return;
    }
  }

  async #decide(items: readonly RedemptionItem[], reads: BatchReads, at: Date) {
    const { codes } = this.#options;
    for (let left = items; ;) {
      const batch = new RedemptionBatch(this.#options, reads, at);
      try {
        const winners = await batch.decide(requestsOf(left));
        const codeOf = await codes.open(winners);
        for (const winner of winners)
          batch.giveCode(winner, await concerning(ofCampaign(winner.campaignId), () => codeOf(winner)));
        return { batch, items: left };
      } catch (error) {
        if (!(error instanceof UndecidedError)) throw error;
        left = setAside(left, ({ request }) => error.concerns(request), error.cause);
      }
    }
  }
}

/** @returns null: nothing is to be written. @throws InputFault when no document can hold it */
function prepare(db: Firestore, batch: RedemptionBatch): WriteBatch | null {
  if (batch.isEmpty) return null;
  const writes = db.batch();
  try {
    batch.write(writes);
  } catch (cause) {
    // The client itself finds values that no document can hold.
    throw new InputFault('cannotBeStored', cause);
  }
  return writes;
}

function isOpen({ outcome }: RedemptionItem): boolean {
  return outcome === null;
}

function requestsOf(items: readonly RedemptionItem[]): RedemptionRequest[] {
  return items.map(({ request }) => request);
}

/** Fails some. @returns the others */
function setAside(
  items: readonly RedemptionItem[],
  isOut: (item: RedemptionItem) => boolean,
  error: unknown,
): RedemptionItem[] {
  return items.filter((item) => {
    if (!isOut(item)) return true;
    item.outcome = { is: 'failed', error };
    return false;
  });
}
