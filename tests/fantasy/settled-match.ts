import { demoCricket } from '@fanfold/replay/demo-cricket';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import { ownerOf } from '@fanfold/fantasy/engine/field';
import { eraseFan } from '@fanfold/fantasy/fans/erase-fan';

import { settlementPath } from '@fanfold/fantasy/settlement/settlement';
import { type PointsTimeline, T20_SCORING, pointsTimeline } from '@fanfold/game/fantasy';
import { SETTLEMENTS_TOPIC } from '@fanfold/kit/messages';
import type { EventRow, MatchRow } from '@fanfold/game/match';
import type { Firestore } from 'firebase-admin/firestore';
import { StatsHistory, imageOf } from '../folding/history.ts';
import type { Random } from '../folding/random-history.ts';
import { randomEntries } from './random-entries.ts';
import { saveEntries } from './save-entries.ts';
import { type Published, type ScoringInstance, nothingPublished, startScorer } from './scorer-instance.ts';

const script = demoCricket();
export const MATCH = script.match.id;
const players = script.squads.map(({ playerId }) => playerId);

/** Teams of fans with two entries each; three entries have the same team, so that most are tied and their coins don't come out even. */
export function tiedEntries(random: Random, count: number, first = 0): EntryRecord[] {
  const teams = randomEntries(random, players, Math.ceil(count / 3), { powered: 0.5, periods: 1, units: 8 });
  return Array.from({ length: count }, (_, at) => {
    const number = first + at;
    const team = teams[Math.floor(at / 3)] as EntryRecord;
    return { ...team, id: `fan_${number >> 1}_${1 + (number & 1)}` };
  });
}

/** A match of 60 balls with its contest in Firestore, one scorer, and what both should be. */
export class SettledMatch {
  readonly db: Firestore;
  readonly published: Published = nothingPublished();
  readonly entries = new Map<string, EntryRecord>();
  readonly erased = new Set<string>();
  /** How many entries those had. */
  erasedEntries = 0;
  readonly scorer: ScoringInstance;
  readonly #history = new StatsHistory();
  #match: MatchRow = script.match;
  #events: EventRow[] = script.steps.flatMap(({ events }) => events).slice(0, 60);

  private constructor(db: Firestore) {
    this.db = db;
    this.scorer = startScorer(db, this.published);
  }

  /** The match is on, 60 balls are bowled, and all these entries are in the blocks. */
  static async play(db: Firestore, entries: readonly EntryRecord[]): Promise<SettledMatch> {
    const match = new SettledMatch(db);
    match.#history.put('matches', imageOf(match.#match));
    for (const squad of script.squads) match.#history.put('squads', imageOf(squad));
    for (const event of match.#events) match.#history.put('match_events', imageOf(event));
    await match.#deliver();
    await match.enter(entries);
    return match;
  }

  get timeline(): PointsTimeline {
    return this.#timelineOf(this.#events);
  }

  /** What the points would be with other runs off one ball. */
  timelineIf(at: number, runs: number): PointsTimeline {
    return this.#timelineOf(withRuns(this.#events, at, runs));
  }

  get balls(): number {
    return this.#events.length;
  }

  get isVoid(): boolean {
    return this.#match.status === 'abandoned';
  }

  /** Numbers of the settlements that have been asked for, oldest first; one may have been asked for again. */
  get asked(): number[] {
    const effects = this.published.effects.filter(({ topic }) => topic === SETTLEMENTS_TOPIC);
    return effects.map(({ body }) => body['n'] as number);
  }

  /** Blocks that a settlement still has to settle. */
  async unsettled(n: number): Promise<string[]> {
    return (await this.db.doc(settlementPath(MATCH, n)).get()).get('unsettled') as string[];
  }

  async enter(entries: readonly EntryRecord[]): Promise<void> {
    for (const entry of entries) if (!this.erased.has(ownerOf(entry.id).uid)) this.entries.set(entry.id, entry);
    await Promise.all(entries.map((entry) => this.scorer.enter(MATCH, MATCH, entry)));
  }

  /** A fan is erased, with their entries. */
  async erase(uid: string): Promise<void> {
    this.erased.add(uid);
    const own = [...this.entries.values()].filter(({ id }) => ownerOf(id).uid === uid);
    await saveEntries(this.db, MATCH, own);
    await eraseFan({ db: this.db, writer: this.scorer.writer, scorer: this.scorer }, uid);
    for (const { id } of own) this.entries.delete(id);
    this.erasedEntries += own.length;
  }

  /** The match is over, and counts. */
  end(eventCount = this.#events.length): Promise<void> {
    return this.#put({ status: 'finished', final: true, eventCount });
  }

  abandon(): Promise<void> {
    return this.#put({ status: 'abandoned' });
  }

  /** The scorer has another look at a ball. */
  async correct(at: number, runs: number): Promise<void> {
    this.#events = withRuns(this.#events, at, runs);
    this.#history.put('match_events', imageOf(this.#events[at] as EventRow));
    await this.#deliver();
  }

  /** A column changes that no points are made of. */
  rename(venue: string): Promise<void> {
    return this.#put({ venue });
  }

  #timelineOf(events: EventRow[]): PointsTimeline {
    return pointsTimeline({ match: this.#match, squads: script.squads, events }, T20_SCORING);
  }

  async #put(change: Partial<MatchRow>): Promise<void> {
    this.#match = { ...this.#match, ...change };
    this.#history.put('matches', imageOf(this.#match));
    await this.#deliver();
  }

  /** As one message: one commit. */
  async #deliver(): Promise<void> {
    const messages = this.#history.messages.splice(0);
    await this.scorer.handle(JSON.stringify(messages.flatMap((message) => JSON.parse(message) as unknown[])));
  }
}

function withRuns(events: readonly EventRow[], at: number, runs: number): EventRow[] {
  return events.map((event, number) => (number === at ? { ...event, runs } : event));
}
