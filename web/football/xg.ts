import type { FootballScorecard } from '@fanfold/game/football';

export interface XgPoint {
  /** Minutes since kick-off, a fraction; as the match clock counts. */
  minute: number;
  /** Sum of the side's expected goals after this shot. */
  xg: number;
  name: string;
  goal: boolean;
}

/** Expected goals of one side, shot by shot, in match order; shoot-out kicks are not shots. */
export function xgPoints(shots: FootballScorecard['shots'], team: string): XgPoint[] {
  let xg = 0;
  return shots
    .filter((shot) => shot.team === team && shot.period < 5)
    .map(({ minute, second, xg: own, name, outcome }) => {
      xg += own;
      return { minute: minute + second / 60, xg, name, goal: outcome === 'goal' };
    });
}

/** A step line through the points: level until a shot, then up. */
export function stepPath(
  points: readonly XgPoint[],
  until: number,
  x: (v: number) => number,
  y: (v: number) => number,
): string {
  const steps = points.map((point) => `H${x(point.minute).toFixed(1)}V${y(point.xg).toFixed(1)}`);
  return [`M${x(0).toFixed(1)},${y(0).toFixed(1)}`, ...steps, `H${x(until).toFixed(1)}`].join('');
}
