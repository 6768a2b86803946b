import type { CricketInnings } from '@fanfold/game/cricket';
import { ballsIn, ballsPerOver } from './overs.ts';

/** What the side that bats last still needs. */
export interface Chase {
  target: number;
  runs: number;
  /** Null in matches without a limit of overs. */
  balls: number | null;
  /** Runs needed per over, as printed. */
  rate: string | null;
}

type Chasing = Pick<CricketInnings, 'runs' | 'balls' | 'overs' | 'target' | 'superOver'>;

/** Null when nobody chases, and once the chase is over. */
export function chaseOf(innings: Chasing): Chase | null {
  const { target } = innings;
  if (!target) return null;
  const runs = target.runs - innings.runs;
  if (runs <= 0) return null;
  const limit = target.overs ?? (innings.superOver ? 1 : undefined);
  if (limit === undefined) return { target: target.runs, runs, balls: null, rate: null };
  const perOver = ballsPerOver(innings);
  const balls = ballsIn(limit, perOver) - innings.balls;
  return balls > 0 ? { target: target.runs, runs, balls, rate: ((runs / balls) * perOver).toFixed(2) } : null;
}

/** `Citadel Lynx need 24 runs from 18 balls`. */
export function chaseText(team: string, { runs, balls }: Chase): string {
  const need = `${team} need ${count(runs, 'run')}`;
  return balls === null ? need : `${need} from ${count(balls, 'ball')}`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
