import type { Contest } from '@fanfold/game/fantasy';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { seedEntries } from '../fans/seed-entries.ts';
import type { MatchScript } from '../replay/script.ts';

/** The fantasy contests of the matches that are played. */
export class Contests {
  readonly #db: Firestore;
  readonly #scripts: readonly MatchScript[];
  readonly #fans: number;
  readonly #stallSeconds: number;

  constructor(db: Firestore, scripts: readonly MatchScript[], fans: number, stallSeconds: number) {
    this.#db = db;
    this.#scripts = scripts;
    this.#fans = fans;
    this.#stallSeconds = stallSeconds;
  }

  /** Invents fans, each with a team in every contest. Returns when all are ranked. */
  async fill(): Promise<void> {
    for (const { match, squads } of this.#scripts) {
      const name = `${match.homeName} v ${match.awayName}`;
      const contest = await this.#until(`contests/${match.id}`, `the contest of ${name} opens`, (snapshot) => {
        const players = (snapshot.get('players') as unknown[] | undefined)?.length ?? 0;
        return players === squads.length;
      });
      if (this.#fans === 0) continue;
      let shown = 0;
      await seedEntries(this.#db, match.id, contest.data() as Contest, this.#fans, (saved) => {
        if (saved < this.#fans && saved - shown < PROGRESS_EVERY) return;
        shown = saved;
        process.stdout.write(`${saved} of ${this.#fans} fans have a team in ${name}\n`);
      });
      await this.#until(`contests/${match.id}/live/standings`, `all teams in ${name} are ranked`, (snapshot) => {
        return ((snapshot.get('entries') as number | undefined) ?? 0) >= this.#fans;
      });
    }
  }

  /** Returns when the latest settlement of every contest that anybody plays in has ended. */
  async untilSettled(): Promise<void> {
    for (const { match } of this.#scripts) {
      const standings = await this.#db.doc(`contests/${match.id}/live/standings`).get();
      if (!standings.get('entries')) continue;
      const what = `the contest of ${match.homeName} v ${match.awayName} is settled`;
      const isPinned = (snapshot: DocumentSnapshot) => ((snapshot.get('settlement') as number | undefined) ?? 0) > 0;
      const contest = await this.#until(`contests/${match.id}`, what, isPinned);
      const number = String(contest.get('settlement')).padStart(6, '0');
      const settled = await this.#until(`contests/${match.id}/settlements/${number}`, what, (snapshot) => {
        return (snapshot.get('unsettled') as number[] | undefined)?.length === 0;
      });
      process.stdout.write(`Fantasy, ${match.homeName} v ${match.awayName}: ${settled.get('entries')} teams settled\n`);
    }
  }

  /** @throws when the document does not move for so long */
  #until(path: string, what: string, isSo: (snapshot: DocumentSnapshot) => boolean): Promise<DocumentSnapshot> {
    return new Promise((done, fail) => {
      let stalled: NodeJS.Timeout | undefined;
      const stop = this.#db.doc(path).onSnapshot((snapshot) => {
        clearTimeout(stalled);
        if (isSo(snapshot)) {
          stop();
          done(snapshot);
          return;
        }
        stalled = setTimeout(() => {
          stop();
          fail(
            new Error(`Waiting until ${what}: ${path} has not moved for ${this.#stallSeconds} s. See .fanfold/logs/.`),
          );
        }, this.#stallSeconds * 1000);
      }, fail);
    });
  }
}

/** A line of progress every so many fans. */
const PROGRESS_EVERY = 10_000;
