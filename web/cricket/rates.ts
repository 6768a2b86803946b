import type { BattingLine, CricketInnings } from '@fanfold/game/cricket';
import { ballsPerOver } from './overs.ts';

const NONE = '–';

/** Runs per 100 balls faced. */
export function strikeRate({ runs, balls }: Pick<BattingLine, 'runs' | 'balls'>): string {
  return balls > 0 ? ((runs / balls) * 100).toFixed(1) : NONE;
}

/** Runs conceded per over. */
export function economy({ runs, balls }: { runs: number; balls: number }, perOver: number): string {
  return balls > 0 ? ((runs / balls) * perOver).toFixed(2) : NONE;
}

/** Runs per over of an innings. */
export function runRate(innings: Pick<CricketInnings, 'runs' | 'balls' | 'overs'>): string {
  return economy(innings, ballsPerOver(innings));
}
