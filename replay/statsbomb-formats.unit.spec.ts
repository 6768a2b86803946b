import assert from 'node:assert/strict';
import { FOOTBALL_SCORING, playerPoints, pointsTimeline } from '@fanfold/game/fantasy';
import type { FootballScorecard } from '@fanfold/game/football';
import { foldMatch } from '@fanfold/game/match';
import { MatchFileError, rowsOf } from './script.ts';
import { importStatsbomb } from './statsbomb.ts';

type Json = Record<string, unknown>;

const HOME = { id: 1, name: 'Reds' };
const AWAY = { id: 2, name: 'Blues' };
const named = (name: string) => ({ id: 1, name });

/** Events in order; each says its type, team, period, minute and what else it has. */
function events(...all: [type: string, team: typeof HOME, period: number, minute: number, more?: Json][]): Json[] {
  return all.map(([type, team, period, minute, more], n) => ({
    id: `e${n}`,
    index: n + 1,
    period,
    timestamp: '00:00:01.000',
    minute,
    second: 0,
    type: named(type),
    team,
    player: { id: team.id * 10, name: `Player of ${team.name}` },
    ...more,
  }));
}
const shot = (outcome: string, type = 'Open Play') => ({
  shot: { outcome: named(outcome), type: named(type), statsbomb_xg: 0.5 },
});
const lineups = [HOME, AWAY].map(({ id, name }) => ({
  team_id: id,
  team_name: name,
  lineup: [{ player_id: id * 10, player_name: `Player of ${name}`, player_nickname: null, jersey_number: null }],
}));

function rowsOfEvents(...all: Parameters<typeof events>) {
  const texts = {
    eventsFile: '1.json',
    events: JSON.stringify(events(...all)),
    lineupsFile: 'l.json',
    lineups: JSON.stringify(lineups),
  };
  return rowsOf(importStatsbomb(texts));
}

function cardOf(...all: Parameters<typeof events>): FootballScorecard {
  const view = foldMatch(rowsOfEvents(...all));
  assert.ok(view?.scorecard.sport === 'football');
  return view.scorecard;
}

describe('StatsBomb files', () => {
  it('an own goal is a pair of events and one goal', () => {
    const card = cardOf(['Own Goal Against', HOME, 1, 10], ['Own Goal For', AWAY, 1, 10]);
    assert.deepEqual([card.home.goals, card.away.goals, card.goals.length], [0, 1, 1]);
  });

  it('extra time and a shoot-out', () => {
    const card = cardOf(
      ['Shot', HOME, 1, 5, shot('Goal')],
      ['Shot', AWAY, 3, 95, shot('Goal')],
      ['Shot', HOME, 5, 120, shot('Goal', 'Penalty')],
      ['Shot', AWAY, 5, 120, shot('Saved', 'Penalty')],
      ['Half End', HOME, 5, 120],
      ['Half End', AWAY, 5, 120],
    );
    assert.deepEqual([card.home.goals, card.away.goals, card.home.shots], [1, 1, 1]);
    assert.deepEqual([card.shootout?.home, card.shootout?.away], [1, 0]);
    assert.equal(card.result, 'Reds won 1-0 on penalties after 1-1');
  });

  it('cards hang on fouls and on bad behaviour', () => {
    const card = cardOf(
      ['Foul Committed', HOME, 1, 5, { foul_committed: { card: named('Yellow Card') } }],
      ['Foul Committed', HOME, 1, 50, { foul_committed: { card: named('Second Yellow') } }],
      ['Bad Behaviour', AWAY, 1, 60, { bad_behaviour: { card: named('Red Card') } }],
    );
    assert.deepEqual([card.home.yellow, card.home.red, card.home.fouls], [2, 1, 2]);
    assert.deepEqual([card.away.red, card.away.fouls], [1, 0]);
  });

  it('names the keeper of a shot by the goalkeeper event, which penalties have too, and else by the freeze frame', () => {
    const keeper = (id: number, relation: Json = {}): Json => ({
      player: { id, name: `Keeper ${id}` },
      goalkeeper: { type: named('Penalty Saved') },
      ...relation,
    });
    const freeze_frame = [{ player: { id: 77, name: 'K' }, teammate: false, position: named('Goalkeeper') }];
    const framed = { shot: { ...shot('Saved').shot, freeze_frame } };
    const { events: rows } = rowsOfEvents(
      ['Shot', HOME, 1, 1, { ...shot('Saved', 'Penalty'), related_events: ['e1'] }],
      ['Goal Keeper', AWAY, 1, 1, keeper(20)],
      ['Shot', HOME, 1, 2, shot('Saved', 'Penalty')],
      ['Goal Keeper', AWAY, 1, 2, keeper(21, { related_events: ['e2'] })],
      ['Shot', HOME, 1, 3, { ...framed, related_events: ['e5'] }],
      ['Goal Keeper', AWAY, 1, 3, keeper(22)],
      ['Shot', HOME, 1, 4, framed],
      ['Goal Keeper', HOME, 1, 4, keeper(10, { related_events: ['e6'] })],
      ['Shot', HOME, 1, 5, shot('Saved')],
    );
    const shots = rows.filter(({ kind }) => kind === 'shot');
    assert.deepEqual(
      shots.map(({ opponentId }) => opponentId),
      ['sb-20', 'sb-21', 'sb-22', 'sb-77', null],
    );
  });

  it('pays the keeper of a saved penalty, which is a save too', () => {
    const saved = (n: number, type: string) =>
      [
        ['Shot', HOME, 1, n, { ...shot('Saved', type), related_events: [`e${2 * n + 1}`] }],
        ['Goal Keeper', AWAY, 1, n, { goalkeeper: { type: named('Penalty Saved') } }],
      ] satisfies Parameters<typeof events>;
    const rows = rowsOfEvents(...saved(0, 'Penalty'), ...saved(1, 'Open Play'), ...saved(2, 'Open Play'));
    const given = playerPoints(pointsTimeline(rows, FOOTBALL_SCORING)).get('sb-20');
    assert.equal(given, FOOTBALL_SCORING.penaltySaved + FOOTBALL_SCORING.threeSaves);
  });

  it('empty fields, unknown types and a clock that jumps back', () => {
    const card = cardOf(
      [
        'Pass',
        HOME,
        1,
        1,
        { pass: { recipient: null, type: null, outcome: null }, location: null, timestamp: '00:20:00.000' },
      ],
      ['Camera On', HOME, 1, 1],
      ['Shot', HOME, 1, 2, { ...shot('Goal'), player: null, timestamp: '00:00:00.000' }],
      ['Substitution', HOME, 2, 46, { substitution: { replacement: { id: 99, name: 'New Man' } } }],
    );
    assert.deepEqual([card.home.goals, card.goals[0]?.name, card.substitutions[0]?.on.name], [1, 'Unknown', 'New Man']);
  });

  it('refuses what contradicts itself, with the place', () => {
    const stranger = { id: 3, name: 'Greens' };
    assert.throws(
      () => cardOf(['Pass', HOME, 1, 1], ['Pass', stranger, 1, 2]),
      (error) => error instanceof MatchFileError && error.code === 'contradiction' && /index 2/.test(error.place),
    );
    assert.throws(() => cardOf(['Pass', HOME, 2, 50], ['Pass', HOME, 1, 2]), /period 1 comes after a later one/);
  });
});
