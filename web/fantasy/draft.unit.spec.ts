import assert from 'node:assert/strict';
import { type Draft, EMPTY_DRAFT, draftOf, isSameTeam, outOfLineup, toggled, withNextArmband } from './draft.ts';

describe('a team while it is put together', () => {
  const draft: Draft = { picks: ['a', 'b', 'c'], captain: 'a', viceCaptain: 'b' };

  it('takes players in and out, and their armbands off', () => {
    assert.deepEqual(toggled(EMPTY_DRAFT, 'a').picks, ['a']);
    assert.deepEqual(toggled(draft, 'a'), { picks: ['b', 'c'], captain: '', viceCaptain: 'b' });
    assert.deepEqual(toggled(draft, 'b'), { picks: ['a', 'c'], captain: 'a', viceCaptain: '' });
  });

  it('gives armbands by turns', () => {
    const first = withNextArmband({ ...draft, captain: '', viceCaptain: '' }, 'c');
    assert.deepEqual([first.captain, first.viceCaptain], ['c', '']);
    const second = withNextArmband(first, 'a');
    assert.deepEqual([second.captain, second.viceCaptain], ['c', 'a']);
    const swapped = withNextArmband(second, 'c');
    assert.deepEqual([swapped.captain, swapped.viceCaptain], ['a', 'c']);
    assert.deepEqual(withNextArmband(swapped, 'c').viceCaptain, '');
    assert.equal(withNextArmband(swapped, 'b').captain, 'b');
  });

  it('knows whether it differs from what is saved', () => {
    const saved = draftOf({ ...draft, picks: [{ playerId: 'c' }, { playerId: 'b' }, { playerId: 'a' }] });
    assert.ok(isSameTeam(draft, saved));
    assert.ok(!isSameTeam(draft, { ...saved, captain: 'c' }));
    assert.ok(!isSameTeam(draft, { ...saved, viceCaptain: 'c' }));
    assert.ok(!isSameTeam(draft, { ...saved, picks: ['a', 'b', 'd'] }));
    assert.ok(!isSameTeam(draft, { ...saved, picks: ['a', 'b'] }));
  });

  it('finds picks who do not start, once line-ups are known', () => {
    const player = (id: string, starting: boolean) =>
      ({ id, name: id, teamId: 'H', role: 'batter', price: 80, starting }) as const;
    const players = [player('a', true), player('b', false), player('z', false)];
    assert.deepEqual(outOfLineup(players, false, draft.picks), []);
    assert.deepEqual(
      outOfLineup(players, true, draft.picks).map(({ id }) => id),
      ['b'],
    );
  });
});
