import {
  type ClockReading,
  type ExplainedAward,
  type Explanation,
  type PointsTimeline,
  RULE_NAMES,
  decodeTimeline,
  explain,
  placeText,
} from '@fanfold/game/fantasy';
import { type RankTable, decodeRanks, rankOf } from '@fanfold/game/ranks';
import type { EntryResult, LiveContest, LiveEntry, Standings } from './documents.ts';

/** What one of my players just did, and what it gave me. */
export interface StandingEvent extends ExplainedAward {
  /** Where in the match, as fans say it. */
  clock: string;
  name: string;
  /** The rule as fans call it. */
  label: string;
}

/** How a fan stands in a contest, as of one commit: points and rank are of the same moment. */
export interface Standing {
  entry: LiveEntry;
  /** Hundredths of a point. */
  points: number;
  /** Competition rank; `tied` entries share it. */
  rank: number;
  tied: number;
  of: number;
  /** Events of the match it stands on. */
  seq: number;
  rev: number;
  /** Of the match clock: `powerUpStart` says where a power-up starts by it. Null before the first row. */
  reading: ClockReading | null;
  /** Newest first. */
  timeline: StandingEvent[];
  explanation: Explanation;
  /** Null until the contest is settled. */
  result: EntryResult | null;
}

/** Standings as the game's code takes them. */
export interface UnpackedStandings extends Omit<Standings, 'timeline' | 'ranks'> {
  timeline: PointsTimeline;
  table: RankTable;
}

const unpacked = new WeakMap<Standings, UnpackedStandings>();

/** Unpacks each state of a document once, however many watch it. */
export function unpackStandings(standings: Standings): UnpackedStandings {
  let known = unpacked.get(standings);
  if (!known) {
    const { timeline, ranks, ...rest } = standings;
    const { seq } = standings;
    known = { ...rest, timeline: { ...decodeTimeline(timeline), seq }, table: decodeRanks(ranks) };
    unpacked.set(standings, known);
  }
  return known;
}

/** Null while there is no entry, or nothing to derive it from yet. */
export function deriveStanding(
  contest: LiveContest | null,
  standings: Standings | null,
  entry: LiveEntry | null,
  result: EntryResult | null,
): Standing | null {
  if (!contest || !standings || !entry) return null;
  const { timeline, table, seq, rev, reading } = unpackStandings(standings);
  const explanation = explain(entry, timeline);
  const names = new Map(contest.players.map(({ id, name }) => [id, name]));
  const { rank, tied } = rankOf(table, explanation.total);
  return {
    entry,
    points: explanation.total,
    rank,
    tied,
    of: table.entries,
    seq,
    rev,
    reading,
    timeline: explanation.events.map((event) => ({
      ...event,
      clock: clockOf(contest, event),
      name: names.get(event.playerId) ?? event.playerId,
      label: RULE_NAMES[event.rule] ?? event.rule,
    })),
    explanation,
    result,
  };
}

function clockOf({ sport }: LiveContest, event: ExplainedAward): string {
  return sport === 'cricket' ? `${event.unit}.${event.ball}` : placeText(sport, event);
}
