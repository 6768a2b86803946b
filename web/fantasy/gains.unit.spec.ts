import assert from 'node:assert/strict';
import type { StandingEvent } from '@fanfold/client';
import { gainsOf } from './gains.ts';

function event(set: Partial<StandingEvent>): StandingEvent {
  const place = { period: 1, unit: 3, ball: 2, clock: '3.2' };
  return {
    ...place,
    playerId: 'a',
    name: 'Ana',
    rule: 'run',
    label: 'Runs',
    base: 400,
    multiplier: 1,
    points: 400,
    ...set,
  };
}

describe('gainsOf', () => {
  it('adds up what one ball gave a player', () => {
    const timeline = [
      event({ label: 'Fours', points: 100 }),
      event({}),
      event({ points: -100 }),
      event({ playerId: 'b', name: 'Ben', label: 'Dot balls', points: 50 }),
    ];
    assert.deepEqual(
      gainsOf(timeline).map(({ name, labels, points }) => [name, labels, points]),
      [
        ['Ana', ['Runs', 'Fours'], 400],
        ['Ben', ['Dot balls'], 50],
      ],
    );
  });

  it('keeps apart what another ball, innings or multiplier gave', () => {
    const timeline = [event({ clock: '3.3' }), event({}), event({ period: 2 }), event({ period: 2, multiplier: 3 })];
    assert.equal(gainsOf(timeline).length, 4);
  });

  it('changes no event', () => {
    const timeline = [event({}), event({})];
    gainsOf(timeline);
    assert.deepEqual(timeline, [event({}), event({})]);
  });
});
