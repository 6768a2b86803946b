import assert from 'node:assert/strict';
import type { EventRow, MatchRow } from '../match/rows.ts';
import { eventRow } from '../match/event-row.ts';
import { matchRow, squadRow } from '../testing/match.ts';
import { foldFootball } from './fold.ts';
import type { FootballScorecard } from './scorecard.ts';

let next = 0;
/** Rows in the order in which they are written down; team H acts unless said otherwise. */
function row(kind: EventRow['kind'], minute: number, set: Partial<EventRow> = {}): EventRow {
  next++;
  const base = {
    id: `e${next}`,
    matchId: 'm',
    period: 1,
    ord: next,
    kind,
    minute,
    second: 0,
    teamId: 'H',
    playerId: 'h9',
  };
  return { ...eventRow(base), ...set };
}
const goal = (minute: number, set: Partial<EventRow> = {}) => row('shot', minute, { outcome: 'goal', xg: 0.3, ...set });
const view = (events: EventRow[], match: Partial<MatchRow> = {}) =>
  foldFootball({ match: matchRow({ sport: 'football', ...match }), squads: [], events });
const cardOf = (events: EventRow[], match: Partial<MatchRow> = {}) =>
  view(events, match).scorecard as FootballScorecard;
const resultOf = (events: EventRow[], match: Partial<MatchRow> = {}) =>
  cardOf(events, { status: 'finished', final: true, ...match }).result;
const kick = (teamId: string, scored: boolean) =>
  goal(120, { period: 5, teamId, outcome: scored ? 'goal' : 'saved', variant: 'penalty' });

describe('football: goals', () => {
  it('counts an own goal for the others, under the name of who scored it, and as no shot', () => {
    const card = cardOf([row('ownGoal', 9)]);
    assert.deepEqual([card.home.goals, card.away.goals, card.home.shots], [0, 1, 0]);
    assert.deepEqual(card.goals, [{ minute: 10, team: 'Away', playerId: 'h9', name: 'h9', kind: 'ownGoal' }]);
  });

  it('makes a scored penalty a penalty goal, and a saved one a shot on target and a moment', () => {
    const { scorecard, moments } = view([
      goal(10, { variant: 'penalty' }),
      row('shot', 20, { variant: 'penalty', outcome: 'saved' }),
    ]);
    const card = scorecard as FootballScorecard;
    assert.deepEqual(
      card.goals.map(({ kind }) => kind),
      ['penalty'],
    );
    assert.deepEqual([card.home.goals, card.home.shots, card.home.shotsOnTarget], [1, 2, 2]);
    assert.deepEqual(
      moments.map(({ kind }) => kind),
      ['penaltyGoal', 'penaltyMissed'],
    );
  });

  it('names the assist', () => assert.equal(cardOf([goal(5, { partnerId: 'h7' })]).goals[0]?.assist?.playerId, 'h7'));

  it('removes a goal that VAR takes back from score, list and timeline', () => {
    const [first, second] = [goal(5), goal(50, { period: 2 })];
    assert.equal(cardOf([first, second]).home.goals, 2);
    const without = view([second]);
    assert.equal((without.scorecard as FootballScorecard).home.goals, 1);
    assert.deepEqual(
      without.moments.map(({ score }) => score),
      ['1-0'],
    );
  });

  it('counts goals and saved shots as on target', () => {
    const outcomes = ['goal', 'saved', 'savedToPost', 'savedOffTarget', 'offTarget', 'post', 'blocked', 'wayward'];
    assert.equal(cardOf(outcomes.map((outcome) => row('shot', 1, { outcome }))).home.shotsOnTarget, 3);
  });

  for (const [period, minute, label] of [
    [1, 0, "1'"],
    [1, 44, "45'"],
    [1, 46, "45+2'"],
    [2, 45, "46'"],
    [2, 92, "90+3'"],
    [3, 90, "91'"],
    [3, 105, "105+1'"],
    [4, 120, "120+1'"],
  ] as const)
    it(`prints minute ${minute} of period ${period} as ${label}`, () =>
      assert.equal(view([goal(minute, { period })]).moments[0]?.clock, label));
});

describe('football: cards, substitutions and possession', () => {
  it('counts a second yellow as a yellow and a red', () => {
    const card = cardOf([row('foul', 10, { card: 'yellow' }), row('foul', 20, { card: 'secondYellow' })]);
    assert.deepEqual([card.home.yellow, card.home.red, card.home.fouls], [2, 1, 2]);
    assert.deepEqual(
      card.cards.map(({ kind }) => kind),
      ['yellow', 'secondYellow'],
    );
  });

  it('counts a card for misconduct as no foul', () => {
    const card = cardOf([row('misconduct', 10, { card: 'red', playerId: 'bench' })]);
    assert.deepEqual([card.home.red, card.home.fouls, card.cards[0]?.playerId], [1, 0, 'bench']);
  });

  it('names both players of a substitution, with its reason', () => {
    const squads = [squadRow('H', 'h9'), squadRow('H', 'h12', { starting: false })];
    const event = row('substitution', 59, { period: 2, partnerId: 'h12', detail: { reason: 'injury' } });
    const { scorecard } = foldFootball({ match: matchRow({ sport: 'football' }), squads, events: [event] });
    assert.deepEqual((scorecard as FootballScorecard).substitutions, [
      {
        minute: 60,
        team: 'Home',
        off: { playerId: 'h9', name: 'Player h9' },
        on: { playerId: 'h12', name: 'Player h12' },
        reason: 'injury',
      },
    ]);
  });

  it('makes possession of the share of passes: 50 before the first, 100 together', () => {
    assert.deepEqual([cardOf([]).home.possession, cardOf([]).away.possession], [50, 50]);
    const card = cardOf([row('pass', 1), row('pass', 1), row('pass', 2, { teamId: 'A' })]);
    assert.deepEqual([card.home.possession, card.away.possession], [67, 33]);
  });

  it('counts a corner as a pass of that sort', () =>
    assert.equal(cardOf([row('pass', 1, { variant: 'corner' })]).home.corners, 1));
});

describe('football: results', () => {
  it('decides by goals, also after extra time, or not at all', () => {
    assert.equal(resultOf([goal(5), goal(6, { teamId: 'A' }), goal(7, { teamId: 'A' })]), 'Away won 2-1');
    assert.equal(resultOf([goal(5), goal(6, { teamId: 'A' })]), 'Home and Away drew 1-1');
    assert.equal(resultOf([goal(100, { period: 3 })]), 'Home won 1-0 after extra time');
  });

  it('decides by kicks from the penalty mark, which are neither goals nor shots', () => {
    const events = [
      goal(5),
      goal(6, { teamId: 'A' }),
      kick('H', true),
      kick('A', false),
      kick('H', true),
      kick('A', true),
    ];
    const card = cardOf(events, { status: 'finished', final: true });
    assert.deepEqual([card.home.goals, card.home.shots, card.goals.length], [1, 1, 2]);
    assert.deepEqual([card.shootout?.home, card.shootout?.away, card.shootout?.kicks.length], [2, 1, 4]);
    assert.equal(card.result, 'Home won 2-1 on penalties after 1-1');
    assert.equal(card.clock.label, 'Pens');
  });

  it('puts what the officials declared before the score', () => {
    const awarded = { detail: { outcome: { kind: 'win', winnerTeamId: 'A', method: 'awarded' } } } as const;
    assert.equal(resultOf([goal(5)], awarded), 'Away won (awarded)');
    assert.equal(resultOf([goal(5)], { status: 'abandoned' }), 'Match abandoned');
    assert.equal(resultOf([], { status: 'postponed', final: false }), 'Match postponed');
  });

  it('has the moment of the result when every row is here, and one start and one end of each period, though both teams send a row', () => {
    const both = (kind: 'periodStart' | 'periodEnd') => [row(kind, 0), row(kind, 0, { teamId: 'A' })];
    const events = [...both('periodStart'), goal(5), ...both('periodEnd')];
    const idsOf = (some: EventRow[]) =>
      view(some, { status: 'finished', final: true, eventCount: 5 }).moments.map(({ id }) => id);
    const goalId = `${events[2]?.id ?? ''}:goal`;
    assert.deepEqual(idsOf(events), ['periodStart:1', goalId, 'periodEnd:1', 'result']);
    assert.deepEqual(idsOf(events.slice(1)), ['periodStart:1', goalId, 'periodEnd:1']);
    assert.equal(cardOf(events.slice(1), { status: 'finished', final: true, eventCount: 5 }).result, 'Home won 1-0');
  });

  it('has no result while it is played, and names the breaks', () => {
    const playing = cardOf([goal(5)]);
    assert.deepEqual([playing.result, playing.clock.running, playing.clock.label], [null, true, "6'"]);
    const label = (period: number) => cardOf([row('periodEnd', 45, { period })]).clock.label;
    assert.deepEqual([1, 2, 3, 4].map(label), ['HT', 'FT', 'ET HT', 'AET']);
  });
});
