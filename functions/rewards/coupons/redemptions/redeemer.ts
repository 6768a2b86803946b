import { withoutLocks } from '@fanfold/kit/calls';
import { CommitQueue } from '@fanfold/kit/commit';
import type { RefusedItem, RedemptionRequest } from '@fanfold/kit/messages';
import { SERVICE } from '../../ledger/documents.ts';
import { type RedeemerOptions, RedemptionCommitter, type RedemptionItem } from './redemption-committer.ts';

/** A fan waits for each: none waits for more to join. */
const PACE = { liveCommitsPerSecond: 0, quietCommitSeconds: 0 };

/**
 * Decides redemptions, for one instance: coins and code move in one commit with the redemption's end, or nothing does. What comes while a commit is
 * under way shares the next one. Nothing is locked while it is read: an instance that dies holds up nobody.
 */
export class Redeemer {
  readonly #queue: CommitQueue<RedemptionItem>;

  constructor(options: RedeemerOptions) {
    this.#queue = new CommitQueue('redemptions', SERVICE, () => PACE, new RedemptionCommitter(options));
  }

  /**
   * Takes what the topic brings. A redemption that has ended stays as it is.
   *
   * @throws when it is not certain that all of them have ended: the requests must then come again
   */
  async take(requests: readonly RedemptionRequest[]): Promise<RefusedItem[]> {
    const results = await Promise.allSettled(requests.map((request) => this.#end(request)));
    return results.flatMap((result, at) => {
      if (result.status === 'rejected') throw result.reason;
      if (result.value === 'ended') return [];
      return [{ item: requests[at], code: 'refusedItem', message: 'there is no such redemption' } as const];
    });
  }

  #end(request: RedemptionRequest): Promise<'ended' | 'unknown'> {
    return withoutLocks(async () => {
      const item: RedemptionItem = { request, outcome: null };
      await this.#queue.submit(item);
      const { outcome } = item;
      if (outcome?.is === 'failed') throw outcome.error;
      return outcome?.is ?? 'unknown';
    });
  }
}
