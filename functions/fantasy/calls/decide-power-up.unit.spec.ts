import { T20_RULES } from '@fanfold/game/fantasy';
import assert from 'node:assert/strict';
import { assertRefusal } from '../testing/refusals.ts';
import { type PowerUpFacts, decidePowerUp } from './decide-power-up.ts';

const START = '2026-06-01T14:00:00.000Z';
const at = (minutes: number) => new Date(Date.parse(START) + minutes * 60_000);

const contest: NonNullable<PowerUpFacts['contest']> = {
  sport: 'cricket',
  startsAt: START,
  status: 'locked',
  rules: { ...T20_RULES, powerUps: { triple: { multiplier: 3, units: 5 }, double: { multiplier: 2, units: 10 } } },
};
const entry: NonNullable<PowerUpFacts['entry']> = {
  picks: [
    { playerId: 'p1', multiplier: 2 },
    { playerId: 'p2', multiplier: 1 },
  ],
  powerUps: [],
  revision: 4,
};
const facts: PowerUpFacts = {
  contest,
  entry,
  reading: { period: 1, unit: 5, at: at(25).getTime(), takenBackAt: null },
  isErased: false,
};
const triple = { kind: 'triple', playerId: 'p1' };

describe('deciding on a power-up', () => {
  it('starts after the over that is on, for as long as the contest says', () => {
    const powerUp = { ...triple, multiplier: 3, since: { period: 1, unit: 6 }, units: 5 };
    assert.deepEqual(decidePowerUp(facts, triple, at(26)), { powerUp, fields: { powerUps: [powerUp], revision: 5 } });
  });

  it('starts later when no ball has come since the fan may have seen some', () =>
    assert.deepEqual(decidePowerUp(facts, triple, at(31)).powerUp.since, { period: 1, unit: 8 }));

  it('is added to those of other kinds', () => {
    const { powerUp, fields } = decidePowerUp(facts, triple, at(26));
    const after = { ...facts, entry: { ...entry, ...fields } };
    const second = decidePowerUp(after, { kind: 'double', playerId: 'p2' }, at(26));
    assert.deepEqual(second.fields, { powerUps: [powerUp, second.powerUp], revision: 6 });
  });

  it('is refused when there is no contest, or it is not on', () => {
    assertRefusal(() => decidePowerUp({ ...facts, contest: undefined }, triple, at(26)), 'contestNotFound');
    for (const status of ['open', 'final', 'void'] as const) {
      const other = { ...facts, contest: { ...contest, status } };
      assert.deepEqual(
        assertRefusal(() => decidePowerUp(other, triple, at(26)), 'contestNotLive'),
        { status },
      );
    }
  });

  it('is refused without a team, a kind on offer, or a player of the team', () => {
    assertRefusal(() => decidePowerUp({ ...facts, entry: undefined }, triple, at(26)), 'noEntry');
    for (const kind of ['Triple', '__proto__', 'constructor'])
      assertRefusal(() => decidePowerUp(facts, { ...triple, kind }, at(26)), 'unknownPowerUp');
    for (const playerId of ['p3', '__proto__'])
      assertRefusal(() => decidePowerUp(facts, { ...triple, playerId }, at(26)), 'playerNotPicked');
  });

  it('is refused once it is used, for any player of the team', () => {
    const after = { ...facts, entry: { ...entry, ...decidePowerUp(facts, triple, at(26)).fields } };
    const details = assertRefusal(() => decidePowerUp(after, { ...triple, playerId: 'p2' }, at(40)), 'powerUpUsed');
    assert.deepEqual(details['since'], { period: 1, unit: 6 });
  });

  it('is refused when no ball has come for so long that nobody knows what is on', () => {
    assertRefusal(() => decidePowerUp(facts, triple, at(46)), 'scoresLate');
  });

  it('refuses a fan who is erased', () =>
    void assertRefusal(() => decidePowerUp({ ...facts, isErased: true }, triple, at(26)), 'fanErased'));
});
