import { isDeepStrictEqual } from 'node:util';
import {
  type ClockReading,
  type Contest,
  type ContestTerms,
  type PointsTimeline,
  contestOf,
  encodeTimeline,
  placeText,
  pointsTimeline,
  readClock,
} from '@fanfold/game/fantasy';
import { type RankTable, encodeRanks } from '@fanfold/game/ranks';
import type { EventRow, MatchRow, SquadRow } from '@fanfold/game/match';
import { Timestamp } from 'firebase-admin/firestore';
import type { ContestEngine } from '../engine/contest-engine.ts';
import type { LockDocument } from './lock.ts';
import type { ContestState } from './state.ts';

/** Rows of `live/leaderboard`. */
const TOP = 100;

export interface MatchFacts {
  match: MatchRow;
  squads: readonly SquadRow[];
  events: readonly EventRow[];
  /** Of the entries of the match, see `LockDocument`. */
  isFull: boolean;
  /** When they are committed. */
  now: Date;
}

/** Public content of one contest, and what it was made of. */
export interface ContestView {
  contest: Contest;
  timeline: PointsTimeline;
  table: RankTable;
  /** Live play has begun, and all are counted who have entered before. */
  isPlaying: boolean;
  reading: ClockReading | null;
  /** By path below `contests/{c}`, without `rev`; '' is the contest itself. */
  documents: Map<string, Record<string, unknown>>;
}

/**
 * What fans see of a contest: a pure function of the match's rows, the entries and the state. `before` is the last view of the same contest:
 * what has not changed since is taken from there.
 *
 * @param entriesChanged since `before`
 */
export function viewContest(
  engine: ContestEngine,
  terms: ContestTerms,
  { match, squads, events, isFull, now }: MatchFacts,
  state: ContestState,
  before: ContestView | null,
  entriesChanged: boolean,
): ContestView {
  const { settlement, lock, directives } = state;
  const { lockedAt, lockAt, salt } = lock;
  const locked = lockedAt !== null;
  const contest = contestOf(match, squads, events.length, terms, { locked, settlement, directives });
  const lockDocument: LockDocument = { matchId: contest.matchId, status: contest.status, isFull, ...lock };
  const timeline = pointsTimeline({ match, squads, events }, terms.scoring);
  const reading = readClock(timeline, state.reading, now);
  const packed = encodeTimeline({ ...timeline, seq: 0 });
  const last = before?.documents.get('live/standings');
  const samePoints = before !== null && !entriesChanged && isDeepStrictEqual(last?.['timeline'], packed);
  const table = samePoints ? before.table : engine.rankTable(timeline);
  const standings = {
    seq: timeline.seq,
    entries: table.entries,
    reading,
    clock: clockText(timeline),
    timeline: packed,
    ranks: samePoints ? last?.['ranks'] : encodeRanks(table),
  };
  const documents = new Map<string, Record<string, unknown>>([
    ['', { ...contest, lockedAt: locked ? Timestamp.fromDate(new Date(lockedAt)) : null, lockAt, salt }],
    ['state/lock', { ...lockDocument }],
    ['live/standings', standings],
  ]);
  if (locked) {
    const known = samePoints ? before.documents.get('live/leaderboard') : undefined;
    const top = known?.['top'] ?? engine.top(timeline, table, TOP);
    documents.set('live/leaderboard', { seq: timeline.seq, top });
  }
  return { contest, timeline, table, reading, documents, isPlaying: lock.isFinal };
}

/** Stands for the content of a document that is in Firestore, whatever it says. */
export const UNKNOWN: Record<string, unknown> = {};

/** A view of which only those documents are known that show no entries. */
export function withoutEntries(view: ContestView): ContestView {
  const documents = [...view.documents].map(
    ([path, content]) => [path, path.startsWith('live/') ? UNKNOWN : content] as const,
  );
  return { ...view, documents: new Map(documents) };
}

/** Documents that a contest has at some times only. */
const PASSING = ['live/leaderboard'];

/** Paths of documents that may stand in Firestore and are not in the view. @param before null: what stands there is not known */
export function removedDocuments(before: ContestView | null, { documents }: ContestView): string[] {
  return PASSING.filter((path) => !documents.has(path) && (!before || before.documents.has(path)));
}

/** Whether something changed that a fan would miss: everything but the number of rows. */
export function isUrgent(before: ContestView | null, after: ContestView | null): boolean {
  if (!before || !after) return before !== after;
  if (before.documents.size !== after.documents.size) return true;
  return [...after.documents].some(([path, content]) => {
    const { seq: _new, ...now } = content;
    const { seq: _old, ...then } = before.documents.get(path) ?? {};
    return !isDeepStrictEqual(now, then);
  });
}

/** Where the match stands, as printed; empty before it starts. */
function clockText({ sport, periods }: PointsTimeline): string {
  const period = periods.at(-1);
  return period ? placeText(sport, { period: period.period, unit: period.last }) : '';
}
