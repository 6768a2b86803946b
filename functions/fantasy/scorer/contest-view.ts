import { isDeepStrictEqual } from 'node:util';
import {
  type Contest,
  type ContestTerms,
  type PointsTimeline,
  type RankTable,
  contestOf,
  encodeRanks,
  encodeTimeline,
  nextPlace,
  placeText,
  pointsTimeline,
} from '@fanfold/game/fantasy';
import type { EventRow, MatchRow, SquadRow } from '@fanfold/game/match';
import type { ContestEngine } from '../engine/contest-engine.ts';
import type { ContestState } from './state.ts';

/** Rows of `live/leaderboard`. */
const TOP = 100;

export interface MatchFacts {
  match: MatchRow;
  squads: readonly SquadRow[];
  events: readonly EventRow[];
}

/** Public content of one contest, and what it was made of. */
export interface ContestView {
  contest: Contest;
  timeline: PointsTimeline;
  table: RankTable;
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
  { match, squads, events }: MatchFacts,
  state: ContestState,
  before: ContestView | null,
  entriesChanged: boolean,
): ContestView {
  const locked = state.lockedAt !== null;
  const { settlement } = state;
  const contest = contestOf(match, squads, events.length, terms, { locked, settlement });
  const timeline = pointsTimeline({ match, squads, events }, terms.scoring);
  const packed = encodeTimeline({ ...timeline, seq: 0 });
  const last = before?.documents.get('live/standings');
  const samePoints = before !== null && !entriesChanged && isDeepStrictEqual(last?.['timeline'], packed);
  const table = samePoints ? before.table : engine.rankTable(timeline);
  const standings = {
    seq: timeline.seq,
    entries: table.entries,
    next: nextPlace(timeline),
    clock: clockText(timeline),
    timeline: packed,
    ranks: samePoints ? last?.['ranks'] : encodeRanks(table),
  };
  const documents = new Map<string, Record<string, unknown>>([
    ['', { ...contest, lockedAt: state.lockedAt }],
    ['live/standings', standings],
  ]);
  if (locked) {
    const known = samePoints ? before.documents.get('live/leaderboard') : undefined;
    const top = known?.['top'] ?? engine.top(timeline, table, TOP);
    documents.set('live/leaderboard', { seq: timeline.seq, top });
  }
  return { contest, timeline, table, documents };
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
