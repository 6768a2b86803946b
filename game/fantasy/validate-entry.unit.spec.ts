import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SquadRole } from '../match/rows.ts';
import type { ContestPlayer } from './contest.ts';
import { FOOTBALL_RULES } from './rules.ts';
import { type Team, picksOf, validateEntry } from './validate-entry.ts';

const player = (id: string, role: SquadRole, price = 80): ContestPlayer => ({
  id,
  name: `Player ${id}`,
  teamId: id.startsWith('h') ? 'H' : 'A',
  role,
  price,
  starting: true,
});
/** 11 of each side: h1 and a1 keep goal, 2 to 5 defend, 6 to 8 are midfielders, 9 to 11 forwards. */
const squad = (side: 'h' | 'a') =>
  Array.from({ length: 11 }, (_, at) =>
    player(`${side}${at + 1}`, at === 0 ? 'goalkeeper' : at < 5 ? 'defender' : at < 8 ? 'midfielder' : 'forward'),
  );
const contest = {
  rules: FOOTBALL_RULES,
  players: [...squad('h'), ...squad('a')],
  home: { id: 'H', name: 'Home', short: 'HOM' },
  away: { id: 'A', name: 'Away', short: 'AWY' },
};
const VALID = ['h1', 'h2', 'h3', 'a2', 'a3', 'h6', 'h7', 'a6', 'h9', 'a9', 'a10'];
const team = (set: Partial<Team> = {}): Team => ({ picks: VALID, captain: 'h9', viceCaptain: 'a9', ...set });
const codes = (set: Partial<Team>, other: Partial<typeof contest> = {}) =>
  validateEntry({ ...contest, ...other }, team(set)).map(({ code }) => code);
const swap = (...pairs: [string, string][]) => VALID.map((id) => new Map(pairs).get(id) ?? id);

describe('rules of a team', () => {
  it('a team that keeps them has no problem', () => assert.deepEqual(validateEntry(contest, team()), []));

  it('so many players, each once, each of the match', () => {
    assert.deepEqual(codes({ picks: VALID.filter((id) => id !== 'h7') }), ['wrongCount']);
    assert.deepEqual(validateEntry(contest, team({ picks: [...VALID, 'h7'] })), [
      { code: 'wrongCount', message: 'A team has 11 players; this one has 12.' },
      { code: 'duplicatePlayer', message: 'Picked more than once: Player h7.', playerIds: ['h7'] },
    ]);
    assert.deepEqual(validateEntry(contest, team({ picks: swap(['h7', 'messi']) })), [
      { code: 'unknownPlayer', message: 'Some players are in neither squad.', playerIds: ['messi'] },
    ]);
  });

  it('within the budget, to the tenth', () => {
    const prices = (extra: number) =>
      contest.players.map((one) => ({ ...one, price: one.id === 'h9' ? 200 + extra : 80 }));
    assert.deepEqual(validateEntry({ ...contest, players: prices(0) }, team()), []);
    assert.deepEqual(validateEntry({ ...contest, players: prices(1) }, team()), [
      { code: 'overBudget', message: 'The team costs 100.1 credits; there are 100.0.' },
    ]);
  });

  it('so many of a side', () => {
    const seven = swap(['a2', 'h4'], ['a3', 'h5']);
    assert.deepEqual(codes({ picks: seven.map((id) => (id === 'h7' ? 'a7' : id)) }), []);
    assert.deepEqual(validateEntry(contest, team({ picks: seven })), [
      { code: 'tooManyOfSide', message: 'At most 7 players of Home; these are 8.' },
    ]);
    const none = contest.players.map((one) => ({ ...one, teamId: 'H' }));
    assert.deepEqual(codes({}, { players: none }), ['tooManyOfSide', 'tooFewOfSide']);
  });

  it('so many of a role', () => {
    assert.deepEqual(validateEntry(contest, team({ picks: swap(['h2', 'a1']) })), [
      { code: 'tooManyOfRole', message: 'At most 1 goalkeeper; these are 2.' },
    ]);
    assert.deepEqual(validateEntry(contest, team({ picks: swap(['h1', 'a7'], ['h2', 'h8'], ['h3', 'h10']) })), [
      { code: 'tooFewOfRole', message: 'At least 1 goalkeeper; these are 0.' },
      { code: 'tooFewOfRole', message: 'At least 3 defenders; these are 2.' },
      { code: 'tooManyOfRole', message: 'At most 3 forwards; these are 4.' },
    ]);
  });

  it('a role that the squads lack need not be picked', () => {
    const keeperless = contest.players.filter(({ role }) => role !== 'goalkeeper');
    assert.deepEqual(codes({ picks: swap(['h1', 'a7']) }, { players: keeperless }), []);
  });

  it('captain and vice-captain are two of the team', () => {
    assert.deepEqual(codes({ captain: 'a11' }), ['captainNotPicked']);
    assert.deepEqual(codes({ viceCaptain: '' }), ['viceCaptainNotPicked']);
    assert.deepEqual(codes({ captain: 'a9' }), ['captainIsViceCaptain']);
    assert.deepEqual(codes({ captain: 'a11', viceCaptain: 'a11' }), ['captainNotPicked', 'viceCaptainNotPicked']);
  });

  it('every broken rule is named at once', () =>
    assert.deepEqual(codes({ picks: ['h1', 'h1', 'a1', 'x'], captain: 'h2' }), [
      'wrongCount',
      'duplicatePlayer',
      'unknownPlayer',
      'tooManyOfRole',
      'tooFewOfRole',
      'tooFewOfRole',
      'tooFewOfRole',
      'captainNotPicked',
      'viceCaptainNotPicked',
    ]));

  it('any choice is judged, and a team without problems keeps every rule', () => {
    const byId = new Map(contest.players.map((one) => [one.id, one]));
    const anyPicks = fc.oneof(
      fc.shuffledSubarray([...byId.keys()], { minLength: 9, maxLength: 12 }),
      fc.array(fc.constantFrom(...byId.keys(), 'x'), { maxLength: 12 }),
    );
    // Teams of one change from a valid one, so that valid ones are found too.
    const near = fc
      .tuple(fc.nat(10), fc.constantFrom(...byId.keys()))
      .map(([at, id]) => VALID.map((old, index) => (index === at ? id : old)));
    const within = (count: number, { min, max }: { min: number; max: number }) => count >= min && count <= max;
    fc.assert(
      fc.property(fc.oneof(anyPicks, near), fc.nat(12), fc.nat(12), (picks, first, second) => {
        const [captain, viceCaptain] = [picks[first] ?? 'x', picks[second] ?? 'x'];
        const players = picks.flatMap((id) => byId.get(id) ?? []);
        const { perSide, roles, budget } = FOOTBALL_RULES;
        const keeps =
          new Set(picks).size === 11 &&
          players.length === 11 &&
          picks.length === 11 &&
          players.reduce((sum, { price }) => sum + price, 0) <= budget &&
          ['H', 'A'].every((side) => within(players.filter(({ teamId }) => teamId === side).length, perSide)) &&
          Object.entries(roles).every(([role, range]) =>
            within(players.filter((one) => one.role === role).length, range),
          ) &&
          picks.includes(captain) &&
          picks.includes(viceCaptain) &&
          captain !== viceCaptain;
        assert.equal(validateEntry(contest, { picks, captain, viceCaptain }).length === 0, keeps);
      }),
      { numRuns: 2_000 },
    );
  });

  it('picks carry the multipliers of captain and vice-captain', () => {
    const picks = picksOf(FOOTBALL_RULES, team());
    assert.deepEqual(
      picks.map(({ playerId }) => playerId),
      VALID,
    );
    const of = (id: string) => picks.find(({ playerId }) => playerId === id)?.multiplier;
    assert.deepEqual([of('h9'), of('a9'), of('h1')], [2, 1.5, 1]);
  });
});
