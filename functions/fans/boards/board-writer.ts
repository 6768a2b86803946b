import type { BoardPeriod } from '@fanfold/game/boards';
import { CommitQueue, type Pace } from '@fanfold/kit/commit';
import type { Firestore } from 'firebase-admin/firestore';
import { SERVICE } from '../profile/profile.ts';
import { BoardCommitter, type FanItem } from './board-committer.ts';
import { BoardStore } from './board-store.ts';

export interface BoardWriterOptions {
  db: Firestore;
  /** Periods that count at an instant; epoch ms. */
  periodsAt: (now: number) => BoardPeriod[];
  now: () => Date;
  pace: Pace;
}

/** A commit every two seconds: what waits meanwhile joins it. */
export const BOARD_PACE: Pace = { liveCommitsPerSecond: 0.5, quietCommitSeconds: 0 };

/** One instance of the function that counts fans into boards. */
export class BoardWriter {
  readonly #queue: CommitQueue<FanItem | null>;

  constructor({ db, periodsAt, now, pace }: BoardWriterOptions) {
    const committer = new BoardCommitter({ store: new BoardStore(db), periodsAt, now });
    this.#queue = new CommitQueue('boards', SERVICE, () => pace, committer);
  }

  /** Returns when boards show this state of a fan, or a later one. @throws when that is not certain; it must then come again */
  put(fan: FanItem): Promise<void> {
    return this.#queue.submit(fan);
  }

  /** Opens and closes periods that are due, and returns when boards show it. Throws what `put` throws. */
  tick(): Promise<void> {
    return this.#queue.submit(null);
  }
}
