import { T20_RULES } from '@fanfold/game/fantasy';
import assert from 'node:assert/strict';
import { assertRefusal } from '../testing/refusals.ts';
import { type SaveFacts, type SaveInput, type StoredEntry, decideSaveEntry } from './decide-save-entry.ts';

const NOW = new Date('2026-06-01T13:00:00.000Z');
const START = '2026-06-01T14:00:00.000Z';
const later = (ms: number) => new Date(NOW.getTime() + ms);

const team = (id: string) => ({ id, name: id, short: id });
const player = { name: 'P', role: 'batter', price: 10, starting: true } as const;
const contest: NonNullable<SaveFacts['contest']> = {
  rules: { ...T20_RULES, picks: 2, perSide: { min: 0, max: 2 }, roles: {}, entriesPerFan: 2 },
  players: ['p1', 'p2', 'p3'].map((id) => ({ ...player, id, teamId: 'H' })),
  home: team('H'),
  away: team('A'),
};
const lock: NonNullable<SaveFacts['lock']> = { status: 'open', lockedAt: null, lockAt: START, isFull: false };
const facts = (set: Partial<NonNullable<SaveFacts['lock']>> = {}): SaveFacts => ({
  contest,
  lock: { ...lock, ...set },
  isErased: false,
});
const input: SaveInput = {
  uid: 'ana',
  n: 1,
  revision: 0,
  picks: ['p1', 'p2'],
  captain: 'p1',
  viceCaptain: 'p2',
};

/** The entry that saving this makes. */
function saved(set: Partial<SaveInput> = {}, stored?: StoredEntry, now = NOW) {
  const decision = decideSaveEntry(facts(), stored, { ...input, ...set }, now);
  assert.ok(decision.is === 'saved');
  return decision.entry;
}

describe('deciding what to save of a team', () => {
  it('makes the first entry of a fan', () => {
    const picks = [
      { playerId: 'p1', multiplier: 2 },
      { playerId: 'p2', multiplier: 1.5 },
    ];
    assert.deepEqual(saved(), {
      uid: 'ana',
      n: 1,
      picks,
      captain: 'p1',
      viceCaptain: 'p2',
      powerUps: [],
      revision: 1,
      savedAt: NOW,
      busyUntil: later(2_000),
    });
  });

  it('replaces the team that the fan has seen, and keeps power-ups', () => {
    const powerUp = { kind: 'triple', playerId: 'p1', multiplier: 3, since: { period: 1, unit: 3 }, units: 5 };
    const before = { ...saved(), powerUps: [powerUp], revision: 2 };
    const { picks, powerUps, revision } = saved({ revision: 2, picks: ['p2', 'p3'], captain: 'p3' }, before);
    assert.deepEqual([picks.map(({ playerId }) => playerId), powerUps, revision], [['p2', 'p3'], [powerUp], 3]);
  });

  it('answers a repeat with the entry that stands, however soon it comes', () => {
    const before = { ...saved(), busyUntil: later(60_000) };
    assert.deepEqual(decideSaveEntry(facts(), before, input, later(1)), { is: 'repeat', entry: before });
  });

  it('refuses a team that was changed since', () => {
    const before = saved();
    assert.equal(
      assertRefusal(() => saved({ viceCaptain: 'p1', captain: 'p2' }, before), 'staleRevision')['revision'],
      1,
    );
    assert.equal(assertRefusal(() => saved({ revision: 2 }, before), 'staleRevision')['revision'], 1);
    assert.equal(assertRefusal(() => saved({ revision: 1 }), 'staleRevision')['revision'], 0);
  });

  it('refuses a contest that is not there', () => {
    for (const none of [
      { ...facts(), lock: undefined },
      { ...facts(), contest: undefined },
    ])
      assertRefusal(() => decideSaveEntry(none, undefined, input, NOW), 'contestNotFound');
  });

  it('refuses a fan who is erased, whatever they send', () => {
    const erased = { contest: undefined, lock: undefined, isErased: true };
    for (const each of [erased, { ...facts(), isErased: true }])
      assertRefusal(() => decideSaveEntry(each, undefined, input, NOW), 'fanErased');
  });

  it('refuses all teams once the lock has fallen, or should have', () => {
    const refuse = (set: Partial<NonNullable<SaveFacts['lock']>>, now = NOW) =>
      assertRefusal(() => decideSaveEntry(facts(set), undefined, input, now), 'contestLocked');
    for (const status of ['locked', 'final', 'void'] as const)
      assert.deepEqual(refuse({ status }), { status, lockAt: START });
    refuse({ lockedAt: NOW.toISOString() });
    refuse({}, new Date(START));
    refuse({ lockAt: NOW.toISOString() });
    assert.equal(saved({}, undefined, new Date(Date.parse(START) - 1)).revision, 1);
  });

  it('refuses more teams than the contest allows, and teams that break its rules', () => {
    assert.equal(assertRefusal(() => saved({ n: 3 }), 'tooManyEntries')['entriesPerFan'], 2);
    assert.equal(saved({ n: 2 }).n, 2);
    const { problems } = assertRefusal(() => saved({ picks: ['p1'], captain: 'p3' }), 'invalidTeam');
    const codes = (problems as { code: string }[]).map(({ code }) => code);
    assert.deepEqual(codes, ['wrongCount', 'captainNotPicked', 'viceCaptainNotPicked']);
  });

  it('refuses a new team where there are as many as can be kept, and lets those that are in change', () => {
    const full = facts({ isFull: true });
    assertRefusal(() => decideSaveEntry(full, undefined, input, NOW), 'contestFull');
    const change = decideSaveEntry(
      full,
      saved(),
      { ...input, revision: 1, captain: 'p2', viceCaptain: 'p1' },
      later(5_000),
    );
    assert.deepEqual([change.is, change.entry.captain], ['saved', 'p2']);
  });

  it('lets thirty changes in a row through, and one more when two seconds are over', () => {
    let entry: StoredEntry = saved();
    const armed = (revision: number) =>
      revision % 2 ? { revision, captain: 'p2', viceCaptain: 'p1' } : { revision, captain: 'p1', viceCaptain: 'p2' };
    for (let revision = 1; revision < 30; revision++) entry = saved(armed(revision), entry);
    const one = armed(30);
    assert.equal(assertRefusal(() => saved(one, entry), 'tooManyRequests')['retryAfterSeconds'], 2);
    assert.equal(saved(one, entry, later(2_000)).revision, 31);
    assert.equal(saved(one, { ...entry, busyUntil: null }).revision, 31);
  });
});
