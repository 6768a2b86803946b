import assert from 'node:assert/strict';
import { stepPath, xgPoints } from './xg.ts';

const shot = (team: string, minute: number, xg: number, outcome = 'saved', period = 1) => ({
  team,
  minute,
  second: 30,
  xg,
  outcome,
  period,
  name: 'A. Player',
});

describe('expected goals over time', () => {
  it('adds up per side, without the shoot-out', () => {
    const shots = [
      shot('A', 10, 0.25),
      shot('B', 12, 0.5),
      shot('A', 40, 0.5, 'goal'),
      shot('A', 121, 0.75, 'goal', 5),
    ];
    assert.deepEqual(
      xgPoints(shots, 'A').map(({ minute, xg, goal }) => [minute, xg, goal]),
      [
        [10.5, 0.25, false],
        [40.5, 0.75, true],
      ],
    );
  });

  it('is drawn in steps', () => {
    const points = xgPoints([shot('A', 10, 0.25)], 'A');
    const same = (v: number) => v;
    assert.equal(stepPath(points, 90, same, same), 'M0.0,0.0H10.5V0.3H90.0');
  });
});
