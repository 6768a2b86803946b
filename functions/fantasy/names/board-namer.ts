import type { LeaderboardRow } from '@fanfold/game/fantasy';
import type { Firestore } from 'firebase-admin/firestore';
import type { ContestView } from '../scorer/contest-view.ts';
import { nameBoard } from './board-names.ts';

/** Names the leaderboard of one contest after its commits, so that no ball waits for names, and reads nothing while the same fans are on it. */
export class BoardNamer {
  readonly #contestId: string;
  /** Fans of the leaderboard that this instance has named, or seen, last; null: it must look. */
  #named: ReadonlySet<string> | null = null;
  /** Counts up when others may have named other fans. */
  #reading = 0;
  #naming: Promise<void> = Promise.resolve();

  constructor(contestId: string) {
    this.#contestId = contestId;
  }

  /** Others have committed. */
  forget(): void {
    this.#named = null;
    this.#reading++;
  }

  /**
   * One after the other. What is not named before a crash, the next reader names.
   *
   * @param rev of the commit that the view is of
   */
  name(db: Firestore, { documents }: ContestView, rev: number): Promise<void> {
    const top = (documents.get('live/leaderboard')?.['top'] ?? []) as LeaderboardRow[];
    const own = this.#naming.then(() => this.#nameNow(db, new Set(top.map(({ uid }) => uid)), rev));
    this.#naming = own.catch(() => undefined);
    return own;
  }

  async #nameNow(db: Firestore, fans: ReadonlySet<string>, rev: number): Promise<void> {
    const reading = this.#reading;
    const known = this.#named;
    if (known?.size === fans.size && [...fans].every((uid) => known.has(uid))) return;
    await nameBoard(db, this.#contestId, rev, [...fans]);
    if (reading === this.#reading) this.#named = fans;
  }
}
