import assert from 'node:assert/strict';
import { eventRow } from '../match/event-row.ts';
import type { EventRow, SquadRow } from '../match/rows.ts';
import { matchRow, squadRow } from '../testing/match.ts';
import { pointsTimeline } from './points-timeline.ts';
import { FOOTBALL_SCORING } from './scoring.ts';

const roles: SquadRow['role'][] = ['goalkeeper', 'defender', 'midfielder', 'forward'];
/** hG, hD, hM, hF and bench hB (a defender) of team H; the same of A. */
const squads = ['H', 'A'].flatMap((team) => [
  ...roles.map((role) => squadRow(team, team.toLowerCase() + role.charAt(0).toUpperCase(), { role })),
  squadRow(team, `${team.toLowerCase()}B`, { role: 'defender', starting: false }),
]);
const starters = squads.filter(({ starting }) => starting).map(({ playerId }) => playerId);

let next = 0;
/** Rows in the order in which they are written down; hF of team H acts unless said otherwise. */
function row(kind: EventRow['kind'], minute: number, set: Partial<EventRow> = {}): EventRow {
  next++;
  const period = minute < 45 ? 1 : 2;
  const base = {
    id: `e${next}`,
    matchId: 'm',
    period,
    ord: next,
    kind,
    minute,
    second: 0,
    teamId: 'H',
    playerId: 'hF',
  };
  return eventRow({ ...base, ...set });
}
const start = () => row('periodStart', 0, { playerId: null });
const clock = (minute: number, set: Partial<EventRow> = {}) => row('pass', minute, set);
const shot = (outcome: string, set: Partial<EventRow> = {}) => row('shot', 10, { outcome, ...set });
const goal = (minute: number, set: Partial<EventRow> = {}) => row('shot', minute, { outcome: 'goal', ...set });
const swap = (minute: number, off: string, on: string, set: Partial<EventRow> = {}) =>
  row('substitution', minute, { teamId: off.startsWith('h') ? 'H' : 'A', playerId: off, partnerId: on, ...set });

const timelineOf = (events: readonly EventRow[]) =>
  pointsTimeline({ match: matchRow({ sport: 'football' }), squads, events }, FOOTBALL_SCORING);

/** What a player has in the end, by rule; having played is left out. */
function breakdown(playerId: string, events: readonly EventRow[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const award of timelineOf(events).rows.flatMap(({ awards }) => awards))
    if (award.playerId === playerId && award.rule !== 'appearance')
      sum[award.rule] = (sum[award.rule] ?? 0) + award.points;
  return Object.fromEntries(Object.entries(sum).filter(([, points]) => points !== 0));
}

describe('fantasy football: on the pitch', () => {
  it('the eleven have played from the first row on; the bench from when it comes on', () => {
    const rows = timelineOf([start(), swap(50, 'hD', 'hB')]).rows.map(({ awards }) => awards);
    const played = (playerId: string) => ({ playerId, rule: 'appearance', points: 100 });
    assert.deepEqual(rows, [[...starters].sort().map(played), [played('hB')]]);
  });

  it('60 minutes by the clock, in whatever row it gets there', () => {
    assert.equal(breakdown('hF', [start(), clock(59)]).sixtyMinutes, undefined);
    const [, reached] = timelineOf([start(), clock(60)]).rows;
    assert.deepEqual(
      new Set(reached?.awards.filter(({ rule }) => rule === 'sixtyMinutes').map(({ playerId }) => playerId)),
      new Set(starters),
    );
  });

  it('leaves stoppage time out of the 60 minutes', () => {
    const until = (minute: number) => breakdown('hB', [start(), swap(minute, 'hM', 'hB'), clock(96)]).sixtyMinutes;
    assert.deepEqual([until(30), until(31)], [100, undefined]);
    const late = swap(47, 'hM', 'hB', { period: 1 });
    assert.equal(breakdown('hB', [start(), late, clock(105, { period: 3 })]).sixtyMinutes, 100);
  });

  it('who leaves before has none; who comes on counts from there', () => {
    const before = [start(), swap(59, 'hM', 'hB'), clock(92)];
    assert.equal(breakdown('hM', before).sixtyMinutes, undefined);
    assert.equal(breakdown('hB', before).sixtyMinutes, undefined);
    assert.equal(breakdown('hM', [start(), swap(60, 'hM', 'hB')]).sixtyMinutes, 100);
    assert.equal(breakdown('hB', [start(), swap(30, 'hM', 'hB'), clock(90)]).sixtyMinutes, 100);
    const sentOff = [start(), row('foul', 20, { card: 'red', playerId: 'hM' }), clock(90)];
    assert.deepEqual(breakdown('hM', sentOff), { redCard: -300 });
  });

  it('who has left does not come back', () => {
    const rows = [start(), swap(20, 'hM', 'hB'), swap(30, 'hB', 'hM'), clock(90)];
    assert.equal(breakdown('hM', rows).sixtyMinutes, undefined);
  });
});

describe('fantasy football: goals', () => {
  it('goals and clean sheets are worth what the position says', () => {
    const players = ['hG', 'hD', 'hM', 'hF'];
    const goals = players.map((playerId) => breakdown(playerId, [start(), goal(10, { playerId })]).goal);
    const sheets = players.map((playerId) => breakdown(playerId, [start(), clock(60)]).cleanSheet);
    assert.deepEqual(goals, [1000, 600, 500, 400]);
    assert.deepEqual(sheets, [400, 400, 100, undefined]);
  });

  it('an assist counts with a goal only', () => {
    assert.deepEqual(breakdown('hM', [start(), goal(10, { partnerId: 'hM' })]), { assist: 300 });
    assert.deepEqual(breakdown('hM', [start(), shot('saved', { partnerId: 'hM' })]), {});
  });

  it('somebody in no squad scores as a midfielder', () =>
    assert.equal(breakdown('trialist', [start(), goal(10, { playerId: 'trialist' })]).goal, 500));

  it('a clean sheet is taken back by a later goal, and not by one after he has left', () => {
    const conceded = [start(), clock(60), goal(70, { teamId: 'A', playerId: 'aF' })];
    assert.equal(breakdown('hD', conceded).cleanSheet, undefined);
    const last = timelineOf(conceded)
      .rows.at(-1)
      ?.awards.find(({ rule, playerId }) => playerId === 'hD' && rule === 'cleanSheet');
    assert.equal(last?.points, -400);
    const left = [start(), swap(61, 'hD', 'hB'), goal(70, { teamId: 'A', playerId: 'aF' })];
    assert.equal(breakdown('hD', left).cleanSheet, 400);
    assert.equal(breakdown('aD', left).cleanSheet, 400);
  });

  it('who comes on after a goal has not conceded it', () => {
    const rows = [start(), goal(10, { teamId: 'A', playerId: 'aF' }), swap(20, 'hD', 'hB'), clock(80)];
    assert.equal(breakdown('hB', rows).cleanSheet, 400);
    assert.equal(breakdown('hG', rows).cleanSheet, undefined);
  });

  it('every two conceded cost goalkeeper and defenders; own goals are conceded too', () => {
    const conceded = [goal(5, { teamId: 'A', playerId: 'aF' }), row('ownGoal', 6, { playerId: 'hM' })];
    const after = (count: number, playerId: string) =>
      breakdown(playerId, [
        start(),
        ...[...conceded, ...conceded].slice(0, count).map((each, at) => ({ ...each, id: `c${at}` })),
      ]).twoConceded;
    assert.deepEqual(
      [1, 2, 3, 4].map((count) => after(count, 'hG')),
      [undefined, -100, -100, -200],
    );
    assert.deepEqual(
      ['hD', 'hM', 'aG'].map((playerId) => after(2, playerId)),
      [-100, undefined, undefined],
    );
    assert.deepEqual(breakdown('hM', [start(), ...conceded]), { ownGoal: -200 });
  });
});

describe('fantasy football: shots, saves and cards', () => {
  it('goals and saved shots were on target', () => {
    const outcomes = ['goal', 'saved', 'savedToPost', 'savedOffTarget', 'offTarget', 'post', 'blocked', 'wayward'];
    const onTarget = outcomes.filter((outcome) => breakdown('hF', [start(), shot(outcome)]).shotOnTarget === 50);
    assert.deepEqual(onTarget, ['goal', 'saved', 'savedToPost']);
  });

  it('every third save of the goalkeeper who faced it', () => {
    const saves = (count: number) =>
      breakdown('aG', [start(), ...Array.from({ length: count }, () => shot('saved', { opponentId: 'aG' }))])
        .threeSaves;
    assert.deepEqual([2, 3, 5, 6].map(saves), [undefined, 100, 100, 200]);
    assert.deepEqual(breakdown('aG', [start(), ...[1, 2, 3].map(() => goal(5, { opponentId: 'aG' }))]), {
      twoConceded: -100,
    });
  });

  it('a penalty saved and a penalty missed', () => {
    const saved = [start(), shot('saved', { variant: 'penalty', opponentId: 'aG' })];
    assert.equal(breakdown('aG', saved).penaltySaved, 500);
    assert.equal(breakdown('hF', saved).penaltyMissed, -200);
    const wide = [start(), shot('offTarget', { variant: 'penalty', opponentId: 'aG' })];
    assert.deepEqual(breakdown('aG', wide), {});
    assert.deepEqual(breakdown('hF', wide), { penaltyMissed: -200 });
    assert.equal(breakdown('hF', [start(), goal(10, { variant: 'penalty' })]).penaltyMissed, undefined);
  });

  it('counts a saved penalty as a save too', () => {
    const saves = [1, 2].map(() => shot('saved', { opponentId: 'aG' }));
    const penalty = shot('savedToPost', { variant: 'penalty', opponentId: 'aG' });
    assert.deepEqual(breakdown('aG', [start(), ...saves, penalty]), { penaltySaved: 500, threeSaves: 100 });
  });

  it('pays the keeper of the row of the save, where the shot names nobody', () => {
    const save = (set: Partial<EventRow> = {}) => row('save', 10, { teamId: 'A', playerId: 'aG', ...set });
    const penalty = (set: Partial<EventRow> = {}) => shot('saved', { variant: 'penalty', ...set });
    assert.deepEqual(breakdown('aG', [start(), penalty(), save()]), { penaltySaved: 500 });
    const three = [1, 2, 3].flatMap(() => [shot('saved'), clock(10), save()]);
    assert.deepEqual(breakdown('aG', [start(), ...three]), { threeSaves: 100 });
    // Named by both, counted once; a save without a shot, of one's own shot, or after the next shot, is of nothing.
    assert.deepEqual(breakdown('aG', [start(), penalty({ opponentId: 'aG' }), save()]), { penaltySaved: 500 });
    assert.deepEqual(breakdown('aG', [start(), save(), save(), save()]), {});
    assert.deepEqual(breakdown('hG', [start(), penalty(), save({ teamId: 'H', playerId: 'hG' })]), {});
    assert.deepEqual(breakdown('aG', [start(), penalty(), shot('offTarget'), save()]), {});
    assert.deepEqual(breakdown('aG', [start(), penalty(), save(), save()]), { penaltySaved: 500 });
  });

  it('takes three points in all for a red card, whatever yellow ones came before it', () => {
    const card = (minute: number, colour: EventRow['card']) => row('foul', minute, { card: colour });
    assert.deepEqual(breakdown('hF', [start(), card(5, 'yellow')]), { yellowCard: -100 });
    for (const last of ['red', 'secondYellow'] as const) {
      assert.deepEqual(breakdown('hF', [start(), card(5, last)]), { redCard: -300 });
      assert.deepEqual(breakdown('hF', [start(), card(5, 'yellow'), card(9, last)]), { redCard: -300 });
    }
    const [, , sentOff] = timelineOf([start(), card(5, 'yellow'), card(9, 'secondYellow')]).rows;
    assert.deepEqual(
      sentOff?.awards.map(({ rule, points }) => [rule, points]),
      [
        ['redCard', -300],
        ['yellowCard', 100],
      ],
    );
  });

  it('counts goals after a red card against who was sent off, until the end', () => {
    const off = (minute: number) => row('foul', minute, { card: 'red', playerId: 'hD' });
    const goals = [70, 71, 72, 73].map((minute) => goal(minute, { teamId: 'A', playerId: 'aF' }));
    assert.deepEqual(breakdown('hD', [start(), off(5), ...goals]), { redCard: -300, twoConceded: -200 });
    assert.deepEqual(breakdown('hD', [start(), off(65)]), { redCard: -300, sixtyMinutes: 100, cleanSheet: 400 });
    assert.deepEqual(breakdown('hD', [start(), off(65), ...goals.slice(0, 1)]), { redCard: -300, sixtyMinutes: 100 });
  });

  it('counts no goal against who is sent off the bench, before or after playing', () => {
    const off = (minute: number, playerId: string) => row('misconduct', minute, { card: 'red', playerId });
    const goals = [70, 71].map((minute) => goal(minute, { teamId: 'A', playerId: 'aF' }));
    assert.deepEqual(breakdown('hB', [start(), off(20, 'hB'), ...goals]), { redCard: -300 });
    assert.deepEqual(breakdown('hD', [start(), swap(30, 'hD', 'hB'), off(40, 'hD'), ...goals]), { redCard: -300 });
  });
});

describe('fantasy football: extra time and shoot-out', () => {
  const extraTime = [start(), swap(60, 'hM', 'hB'), clock(106, { period: 4 })];

  it('extra time counts', () => {
    const scored = goal(100, { period: 3, playerId: 'hB', partnerId: 'hF' });
    assert.equal(breakdown('hB', [...extraTime, scored]).goal, 600);
    assert.equal(breakdown('hB', [...extraTime, clock(125, { period: 4 })]).sixtyMinutes, 100);
  });

  it('a shoot-out gives nothing, minutes on the pitch included', () => {
    const inShootOut = { period: 5, variant: 'penalty' };
    const shootOut = [
      goal(120, inShootOut),
      row('shot', 123, { ...inShootOut, outcome: 'saved', opponentId: 'aG' }),
      row('misconduct', 126, { period: 5, card: 'yellow' }),
    ];
    assert.deepEqual(timelineOf([...extraTime, ...shootOut]).rows, timelineOf(extraTime).rows);
  });
});
