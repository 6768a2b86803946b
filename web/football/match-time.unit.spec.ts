import assert from 'node:assert/strict';
import type { FootballScorecard } from '@fanfold/game/football';
import { matchTime } from './match-time.ts';

type Shot = FootballScorecard['shots'][number];
const shot = (period: number, minute: number) => ({ period, minute }) as Shot;

function time(period: number, minute: number, shots: Shot[] = [], stoppage?: number) {
  const cards = stoppage === undefined ? [] : [{ minute: 45, stoppage }];
  return matchTime({
    shots,
    clock: { period, minute, second: 0, running: true, label: '' },
    cards: cards as FootballScorecard['cards'],
    substitutions: [],
    goals: [],
  });
}

describe('the time of a football match', () => {
  it('has ninety minutes from the start', () => {
    const { end, breaks, ticks } = time(1, 12);
    assert.equal(end, 90);
    assert.deepEqual(
      breaks.map(({ at }) => at),
      [45, 90],
    );
    assert.equal(ticks.at(-1)?.text, '90');
  });

  it('keeps stoppage time apart from the next half', () => {
    const { at, atFans, ticks, end } = time(2, 80, [shot(1, 46), shot(2, 46)]);
    assert.deepEqual([at(1, 46.5), at(2, 46.5)], [46.5, 48.5]);
    assert.deepEqual([atFans(45, 2), atFans(47)], [46, 48]);
    assert.equal(ticks.find(({ text }) => text === '60')?.value, 62);
    assert.equal(end, 92);
  });

  it('knows of stoppage time by a card alone', () => assert.equal(time(2, 50, [], 3).end, 93));

  it('grows by extra time, not by the shoot-out', () => {
    assert.equal(time(3, 95).end, 105);
    assert.equal(time(5, 120, [shot(5, 120)]).end, 120);
  });
});
