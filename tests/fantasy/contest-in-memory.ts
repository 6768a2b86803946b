import { matchRow, squadRow } from '../../game/testing/match.ts';
import { type EventRow, type MatchRow, eventRow } from '@fanfold/game/match';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { StatsHistory, imageOf } from '../folding/history.ts';
import { saveEntries } from './save-entries.ts';
import { type Published, type ScoringInstance, nothingPublished, startScorer } from './scorer-instance.ts';

export const MATCH = 'm';
export const START = '2030-01-08T14:30:00.000Z';
export const PLAYERS = Array.from({ length: 22 }, (_, at) => `p${at}`);
const ROLES = ['wicketKeeper', 'batter', 'allRounder', 'bowler'] as const;

/** The default contest of a cricket match, its rows and its clock in the hands of a test, all in memory. */
export class ContestInMemory {
  readonly memory = new MemoryFirestore();
  readonly published: Published = nothingPublished();
  readonly scorer: ScoringInstance;
  now = new Date('2030-01-01T12:00:00.000Z');
  readonly #history = new StatsHistory();
  #match: MatchRow = matchRow({ sport: 'cricket', id: MATCH, status: 'scheduled', startsAt: START });

  constructor() {
    this.scorer = this.startScorer();
  }

  /** One more instance of the scorer. */
  startScorer(newSalt?: () => string): ScoringInstance {
    return startScorer(this.memory.firestore, this.published, undefined, () => this.now, undefined, newSalt);
  }

  /** The match and its players become known. */
  async announce(set: Partial<MatchRow> = {}): Promise<void> {
    for (const [at, playerId] of PLAYERS.entries()) {
      const squad = squadRow(at < 11 ? 'H' : 'A', playerId, { matchId: MATCH, role: ROLES[at % 4] ?? 'batter' });
      this.#history.put('squads', imageOf(squad));
    }
    await this.change(set);
  }

  /** Columns of the match change. */
  async change(set: Partial<MatchRow>): Promise<void> {
    this.#match = { ...this.#match, ...set };
    this.#history.put('matches', imageOf(this.#match));
    await this.#deliver();
  }

  /** Somebody types a row of an innings or a ball. */
  async type(id: string, set: Partial<EventRow> = {}, scorer = this.scorer): Promise<void> {
    const row = {
      id,
      matchId: MATCH,
      period: 1,
      ord: Number(id),
      kind: 'delivery',
      teamId: 'H',
      playerId: 'p0',
    } as const;
    this.#history.put('match_events', imageOf(eventRow({ ...row, opponentId: 'p15', over: 0, runs: 1, ...set })));
    await this.#deliver(scorer);
  }

  async takeBack(id: string): Promise<void> {
    this.#history.remove('match_events', id);
    await this.#deliver();
  }

  /** So many fans have a team, and the standings count them. */
  async enter(count: number): Promise<void> {
    await this.save(count);
    await this.scorer.tick(MATCH);
  }

  /** So many fans, `fan0` and so on, have a team; no scorer hears of it. */
  async save(count: number): Promise<void> {
    const entries = Array.from({ length: count }, (_, fan) => {
      const picks = PLAYERS.slice(fan % 11, (fan % 11) + 11).map((playerId) => ({ playerId, multiplier: 1 }));
      return { id: `fan${fan}_1`, revision: 1, picks, powerUps: [] };
    });
    await saveEntries(this.memory.firestore, MATCH, entries);
    await Promise.all(entries.map((entry) => this.scorer.writer.enter(MATCH, MATCH, entry)));
  }

  /** Fields of `contests/m`, or of a document below it. */
  document(path = ''): Record<string, unknown> | undefined {
    return this.memory.documents.get(`contests/${MATCH}${path}`)?.data;
  }

  /** What fans see of the lock, and what their saves meet. */
  get lock(): { status: unknown; lockAt: unknown; isLocked: boolean } {
    const contest = this.document();
    return { status: contest?.['status'], lockAt: contest?.['lockAt'], isLocked: contest?.['lockedAt'] !== null };
  }

  async #deliver(scorer = this.scorer): Promise<void> {
    const messages = this.#history.messages.splice(0);
    await scorer.handle(JSON.stringify(messages.flatMap((message) => JSON.parse(message) as unknown[])));
  }
}
