import { CommitQueue, MAX_LINGERING, type Pace, QueuePool } from '@fanfold/kit/commit';
import { SERVICE } from '../scorer/state.ts';
import type { EntryRecord } from './entry-record.ts';
import type { EntryStore } from './entry-store.ts';
import { type EntryItem, MatchEntries } from './match-entries.ts';

export interface EntryWriterOptions {
  store: EntryStore;
  pace: () => Pace;
}

/** Memory that directories may take. That of a million entries takes 400 KB; the rest of an instance of 512 MiB is for blocks under way. */
const MAX_BYTES = 50_000_000;

/** One instance of the function that takes in entries: they are committed match by match, those that come meanwhile together. */
export class EntryWriter {
  readonly #queues: QueuePool<EntryItem>;

  constructor({ store, pace }: EntryWriterOptions) {
    this.#queues = new QueuePool({
      service: SERVICE,
      maxBytes: MAX_BYTES,
      maxLingering: MAX_LINGERING,
      make: (matchId) => new CommitQueue(matchId, SERVICE, pace, new MatchEntries(matchId, store)),
    });
  }

  /**
   * Returns when the entry, or a later state of it, is in its block.
   *
   * @throws when that is not certain; it must then come again
   */
  enter(matchId: string, contestId: string, entry: EntryRecord): Promise<void> {
    return this.#queues.submit(matchId, { contestId, id: entry.id, entry });
  }

  /** Returns when the entry is out of its block for good. Throws what `enter` throws. */
  erase(matchId: string, contestId: string, entryId: string): Promise<void> {
    return this.#queues.submit(matchId, { contestId, id: entryId, entry: null });
  }

  /** Returns when the next commit of the match's entries goes by the directory as it stands in Firestore, whatever this instance knows of it. */
  reload(matchId: string): Promise<void> {
    return this.#queues.reload(matchId);
  }
}
