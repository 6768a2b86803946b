import assert from 'node:assert/strict';
import { type Shot, nearestStep, xgAt, xgSteps } from './xg-steps.ts';

const shot = (team: string, minute: number, xg: number, period = 1): Shot => ({
  team,
  minute,
  second: 30,
  xg,
  period,
  outcome: 'saved',
  name: 'A. Player',
});
const time = { at: (_period: number, minute: number) => minute };

describe('expected goals over time', () => {
  const shots = [shot('A', 10, 0.25), shot('B', 12, 0.5), shot('A', 40, 0.5), shot('A', 121, 0.75, 5)];
  const steps = xgSteps(shots, 'A', time);

  it('add up per side, without the shoot-out', () =>
    assert.deepEqual(
      steps.map(({ at, xg }) => [at, xg]),
      [
        [10.5, 0.25],
        [40.5, 0.75],
      ],
    ));

  it('stay level between shots', () =>
    assert.deepEqual(
      [0, 10.5, 30, 90].map((at) => xgAt(steps, at)),
      [0, 0.25, 0.25, 0.75],
    ));

  it('find the shot next to a time', () => {
    assert.equal(nearestStep(steps, 24)?.at, 10.5);
    assert.equal(nearestStep(steps, 27)?.at, 40.5);
    assert.equal(nearestStep([], 27), null);
  });
});
