import { isDeepStrictEqual } from 'node:util';
import { type Contest, FOOTBALL_SCORING, T20_SCORING, decodeTimeline, pointsTimeline } from '@fanfold/game/fantasy';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { seedEntries } from '../fans/seed-entries.ts';
import { NoTeamError } from '../fans/teams.ts';
import { seedProfiles } from '../fans/seed-profiles.ts';
import { type MatchScript, rowsOf } from '@fanfold/replay/script';

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
    await seedProfiles(this.#db, this.#fans);
    for (const { match, squads } of this.#scripts) {
      const name = `${match.homeName} v ${match.awayName}`;
      if (squads.length === 0) {
        process.stdout.write(`${name} names no squads: nobody can pick a team\n`);
        continue;
      }
      const contest = await this.#until(`contests/${match.id}`, `the contest of ${name} opens`, (snapshot) => {
        const players = (snapshot.get('players') as unknown[] | undefined)?.length ?? 0;
        return players === squads.length;
      });
      if (this.#fans === 0) continue;
      try {
        await this.#seed(match.id, name, contest.data() as Contest);
      } catch (error) {
        if (!(error instanceof NoTeamError)) throw error;
        process.stdout.write(`${error.message}\n`);
        continue;
      }
      await this.#until(`contests/${match.id}/live/standings`, `all teams in ${name} are ranked`, (snapshot) => {
        return ((snapshot.get('entries') as number | undefined) ?? 0) >= this.#fans;
      });
    }
  }

  async #seed(contestId: string, name: string, contest: Contest): Promise<void> {
    let shown = 0;
    await seedEntries(this.#db, contestId, contest, this.#fans, (saved) => {
      if (saved < this.#fans && saved - shown < PROGRESS_EVERY) return;
      shown = saved;
      process.stdout.write(`${saved} of ${this.#fans} fans have a team in ${name}\n`);
    });
  }

  /** Returns when the points of these matches are what their rows say, and every contest that anybody plays in is settled by them. */
  async untilSettled(scripts: readonly MatchScript[]): Promise<void> {
    for (const script of scripts) {
      const { match } = script;
      const name = `${match.homeName} v ${match.awayName}`;
      const expected = pointsTimeline(rowsOf(script), match.sport === 'cricket' ? T20_SCORING : FOOTBALL_SCORING);
      const standings = await this.#until(
        `contests/${match.id}/live/standings`,
        `${name} is scored as entered`,
        (snapshot) => {
          const packed = snapshot.get('timeline') as Uint8Array | undefined;
          const seq = snapshot.get('seq') as number;
          return packed !== undefined && isDeepStrictEqual({ ...decodeTimeline(packed), seq }, expected);
        },
      );
      if (!standings.get('entries')) continue;
      const what = `the contest of ${name} is settled`;
      const contest = await this.#until(`contests/${match.id}`, what, (snapshot) => snapshot.get('status') === 'final');
      const number = String(contest.get('settlement')).padStart(6, '0');
      const settled = await this.#until(
        `contests/${match.id}/settlements/${number}`,
        what,
        (snapshot) => snapshot.exists && (snapshot.get('unsettled') as number[]).length === 0,
      );
      process.stdout.write(`Fantasy, ${name}: ${settled.get('entries')} teams settled\n`);
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
