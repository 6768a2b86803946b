import type { CricketInnings } from '@fanfold/game/cricket';
import { ballsPerOver, oversLength } from './overs.ts';

export interface WormPoint {
  /** Overs bowled, a fraction within an over. */
  overs: number;
  runs: number;
  /** Who was out, at a fall of wicket. */
  wicket: string | null;
}

type Innings = Pick<CricketInnings, 'runs' | 'balls' | 'overs' | 'overByOver' | 'fallOfWickets'>;

/** Runs of an innings over time: the start, every end of an over, every fall of a wicket, and where it stands. */
export function wormPoints(innings: Innings): WormPoint[] {
  const perOver = ballsPerOver(innings);
  const ends = innings.overByOver.slice(0, -1).map(({ over, total }) => ({ overs: over, runs: total, wicket: null }));
  const falls = innings.fallOfWickets.map(({ overs, runs, name }) => ({
    overs: oversLength(overs, perOver),
    runs,
    wicket: name,
  }));
  const now = { overs: oversLength(innings.overs, perOver), runs: innings.runs, wicket: null };
  return [{ overs: 0, runs: 0, wicket: null }, ...[...ends, ...falls].sort(byTime), now];
}

/** Runs at the end of an over (from 1); the runs so far while it is on; null before it. */
export function runsAfter({ overByOver }: Pick<CricketInnings, 'overByOver'>, over: number): string | null {
  const line = overByOver.find((each) => each.over === over);
  return line ? `${line.total}/${line.totalWickets}` : null;
}

function byTime(a: WormPoint, b: WormPoint): number {
  return a.overs - b.overs || a.runs - b.runs;
}
