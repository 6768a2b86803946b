import assert from 'node:assert/strict';
import { maskedName } from '@fanfold/game/fans';
import { CallError } from '@fanfold/kit/calls';
import { type FanDirective, NO_PROFILE, type ProfileState, publicProfile } from '../profile/profile.ts';
import { decideDirective, decideGroups, decideSetProfile } from './decide-profile.ts';

const ANA = { name: 'Ana', avatar: 'lion' };
const NOW = new Date('2026-06-01T12:00:00Z');

function named(stored: ProfileState, chosen = ANA, now = NOW): ProfileState {
  const state = decideSetProfile(stored, chosen, now);
  assert.ok(state, 'nothing has changed');
  return state;
}

const record = (directive: FanDirective, reason = 'Asked for.') => ({
  at: NOW.toISOString(),
  uid: 'ops',
  directive,
  reason,
});

function directed(stored: ProfileState, directive: FanDirective): ProfileState {
  const state = decideDirective(stored, record(directive));
  assert.ok(state, 'nothing has changed');
  return state;
}

function assertRefused(decide: () => unknown, code: string): void {
  assert.throws(decide, (error) => error instanceof CallError && error.code === code);
}

const seen = (state: ProfileState) => publicProfile('ana', state);

describe('deciding on a profile', () => {
  it('shows what the fan has chosen last', () => {
    assert.equal(seen(NO_PROFILE), null);
    const first = named(NO_PROFILE);
    assert.deepEqual(seen(first), { ...ANA, rev: 1 });
    assert.deepEqual(seen(named(first, { name: 'Ana C', avatar: 'fox' })), { name: 'Ana C', avatar: 'fox', rev: 2 });
  });

  it('changes nothing when the choice is repeated', () =>
    assert.equal(decideSetProfile(named(NO_PROFILE), ANA, NOW), null));

  it('takes ten changes in a row, then one every five minutes', () => {
    let state = NO_PROFILE;
    for (let change = 1; change <= 10; change++) state = named(state, { ...ANA, name: `Ana ${change}` });
    assertRefused(() => decideSetProfile(state, ANA, NOW), 'tooManyRequests');
    assert.equal(decideSetProfile(state, { ...ANA, name: 'Ana 10' }, NOW), null);
    const later = new Date(NOW.getTime() + 300_000);
    assertRefused(
      () => decideSetProfile(named(state, ANA, later), { ...ANA, name: 'Ana 11' }, later),
      'tooManyRequests',
    );
  });

  it('keeps the mask over whatever the fan chooses, until it is taken off', () => {
    const masked = directed(named(NO_PROFILE), 'maskName');
    const name = maskedName('ana');
    assert.deepEqual(seen(masked), { name, avatar: 'lion', rev: 2 });
    const renamed = named(masked, { name: 'Anna', avatar: 'fox' });
    assert.deepEqual(seen(renamed), { name, avatar: 'fox', rev: 3 });
    assert.deepEqual(seen(directed(renamed, 'unmaskName')), { name: 'Anna', avatar: 'fox', rev: 4 });
  });

  it('masks a fan who has no name yet', () => {
    const masked = directed(NO_PROFILE, 'maskName');
    assert.equal(seen(masked), null);
    assert.equal(seen(named(masked))?.name, maskedName('ana'));
  });

  it('keeps who has said what, and nothing of a directive that holds already', () => {
    const masked = directed(named(NO_PROFILE), 'maskName');
    assert.deepEqual(masked.audit, [record('maskName')]);
    assert.equal(decideDirective(masked, record('maskName', 'Again.')), null);
    assert.equal(decideDirective(NO_PROFILE, record('unmaskName')), null);
    let state = masked;
    for (let time = 0; time < 60; time++) state = directed(state, time % 2 === 0 ? 'unmaskName' : 'maskName');
    assert.equal(state.audit.length, 50);
    assert.equal(state.audit.at(-1)?.directive, 'maskName');
  });

  it('erases for good, also a fan who was masked or has no name', () => {
    for (const stored of [NO_PROFILE, named(NO_PROFILE), directed(named(NO_PROFILE), 'maskName')]) {
      const erased = directed(stored, 'eraseFan');
      assert.equal(seen(erased), null);
      assert.doesNotMatch(JSON.stringify(erased), /Ana|lion/);
      assert.deepEqual(erased.audit, [record('eraseFan')]);
      assert.equal(erased.rev, stored.rev + 1);
      assert.equal(decideDirective(erased, record('eraseFan')), null);
      assertRefused(() => decideSetProfile(erased, ANA, NOW), 'fanErased');
      for (const directive of ['maskName', 'unmaskName'] as const)
        assertRefused(() => decideDirective(erased, record(directive)), 'fanErased');
    }
  });

  it('shows whom the fan plays for, beside their name, three changes in a row and then one a day', () => {
    const groups = (stored: ProfileState, country: string | null, now = NOW) => {
      const state = decideGroups(stored, { country, team: null }, now);
      assert.ok(state, 'nothing has changed');
      return state;
    };
    const third = groups(groups(groups(named(NO_PROFILE), 'DE'), 'IN'), null);
    assert.deepEqual(seen(third), { ...ANA, rev: 4, country: null, team: null });
    assert.equal(decideGroups(third, { country: null, team: null }, NOW), null);
    assertRefused(() => groups(third, 'DE'), 'tooManyRequests');
    groups(third, 'DE', new Date(NOW.getTime() + 86_400_000));
    assertRefused(() => groups(directed(third, 'eraseFan'), 'DE'), 'fanErased');
  });
});
