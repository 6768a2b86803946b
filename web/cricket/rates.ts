import type { BattingLine, BowlingLine, CricketInnings, CricketScorecard } from '@fanfold/game/cricket';

/** Runs per 100 balls faced; `–` before the first. */
export function strikeRate({ runs, balls }: Pick<BattingLine, 'runs' | 'balls'>): string {
  return balls > 0 ? ((runs / balls) * 100).toFixed(1) : '–';
}

/** Runs conceded per six balls; `–` before the first. */
export function economy({ runs, balls }: Pick<BowlingLine, 'runs' | 'balls'>): string {
  return balls > 0 ? ((runs / balls) * 6).toFixed(2) : '–';
}

/** `3.4` of 22 balls. */
export function oversText(balls: number, ballsPerOver = 6): string {
  const rest = balls % ballsPerOver;
  return `${Math.floor(balls / ballsPerOver)}${rest ? `.${rest}` : ''}`;
}

/** Runs per six balls of an innings. */
export function runRate({ runs, balls }: Pick<CricketInnings, 'runs' | 'balls'>): string {
  return economy({ runs, balls });
}

/** What the side that bats last still needs, e.g. `Lynx need 24 runs from 18 balls (RRR 8.00)`; null when nobody chases. */
export function chaseText({ innings }: CricketScorecard): string | null {
  const last = innings.at(-1);
  if (!last?.target) return null;
  const need = last.target.runs - last.runs;
  if (need <= 0) return null;
  const runs = `${last.team} need ${need} ${need === 1 ? 'run' : 'runs'}`;
  if (last.target.overs === undefined) return runs;
  const whole = Math.floor(last.target.overs);
  const balls = whole * 6 + Math.round((last.target.overs - whole) * 10) - last.balls;
  if (balls <= 0) return runs;
  return `${runs} from ${balls} ${balls === 1 ? 'ball' : 'balls'} (RRR ${((need / balls) * 6).toFixed(2)})`;
}
