import assert from 'node:assert/strict';
import type { CricketScorecard } from '@fanfold/game/cricket';
import { foldMatch } from '@fanfold/game/match';
import { importCricsheet } from './cricsheet.ts';
import { rowsOf } from './script.ts';

type Json = Record<string, unknown>;

const ball = (runs: number, more: Json = {}) => {
  const extras = Object.values((more['extras'] ?? {}) as Record<string, number>).reduce((sum, value) => sum + value, 0);
  return {
    batter: 'A1',
    non_striker: 'A2',
    bowler: 'B1',
    runs: { batter: runs, extras, total: runs + extras },
    ...more,
  };
};
const innings = (team: string, balls: Json[], more: Json = {}) => ({
  team,
  overs: [{ over: 0, deliveries: balls }],
  ...more,
});

/** A file with as little in it as the format asks for. */
function played(info: Json, ...all: Json[]): { card: CricketScorecard; score: { home: string; away: string } } {
  const file = {
    meta: { data_version: '1.1.0' },
    info: { dates: ['2026-05-01'], teams: ['Reds', 'Blues'], ...info },
    innings: all,
  };
  const view = foldMatch(rowsOf(importCricsheet('1.json', JSON.stringify(file))));
  assert.ok(view?.scorecard.sport === 'cricket');
  return { card: view.scorecard, score: view.header.score };
}

describe('Cricsheet files of every format of the game', () => {
  it('a Test: four innings, declared, won by an innings', () => {
    const { card, score } = played(
      { match_type: 'Test', outcome: { winner: 'Reds', by: { innings: 1, runs: 2 } } },
      innings('Reds', [ball(6)], { declared: true }),
      innings('Blues', [ball(1)]),
      innings('Blues', [ball(3)]),
    );
    assert.deepEqual(score, { home: '6/0d (0.1)', away: '1/0 (0.1) & 3/0 (0.1)' });
    assert.equal(card.result, 'Reds won by an innings and 2 runs');
  });

  it('a forfeited innings and a draw', () => {
    const { card } = played({ outcome: { result: 'draw' } }, innings('Reds', [ball(1)]), {
      team: 'Blues',
      forfeited: true,
    });
    assert.deepEqual([card.innings.length, card.innings[1]?.runs, card.result], [2, 0, 'Match drawn']);
  });

  it('a match without a ball', () => {
    const { card } = played({ overs: 50, outcome: { result: 'no result' } });
    assert.deepEqual([card.innings.length, card.seq, card.result], [0, 0, 'No result']);
  });

  it('an awarded match', () => {
    const { card } = played({ overs: 20, outcome: { winner: 'Blues', method: 'Awarded' } }, innings('Reds', [ball(4)]));
    assert.equal(card.result, 'Blues won (Awarded)');
  });

  it('a revised target', () => {
    const { card } = played(
      { overs: 20, outcome: { winner: 'Blues', by: { runs: 3 }, method: 'D/L' } },
      innings('Reds', [ball(4)]),
      innings('Blues', [ball(4)], { target: { runs: 2, overs: 3.4 } }),
    );
    assert.deepEqual(card.innings[1]?.target, { runs: 2, overs: 3.4 });
    assert.equal(card.result, 'Blues won by 3 runs (D/L)');
  });

  it('a tie and two super overs', () => {
    const superOver = (team: string, runs: number) => innings(team, [ball(runs)], { super_over: true });
    const { card, score } = played(
      { overs: 20, outcome: { result: 'tie', eliminator: 'Blues' } },
      innings('Reds', [ball(4)]),
      innings('Blues', [ball(4)], { target: { runs: 5, overs: 20 } }),
      superOver('Blues', 1),
      superOver('Reds', 1),
      superOver('Reds', 2),
      superOver('Blues', 3),
    );
    assert.equal(card.result, 'Match tied; Blues won the super over');
    assert.equal(card.innings.filter(({ superOver: apart }) => apart).length, 4);
    assert.deepEqual(score, { home: '4/0 (0.1)', away: '4/0 (0.1)' });
  });

  it('The Hundred', () => {
    const { card } = played(
      { overs: 20, balls_per_over: 5, outcome: { winner: 'Reds' } },
      innings('Reds', [ball(1), ball(1), ball(1), ball(1), ball(1)]),
    );
    assert.deepEqual([card.innings[0]?.overs, card.innings[0]?.balls], ['1', 5]);
  });

  it('penalty runs before and after an innings, and on a ball', () => {
    const { card } = played(
      { outcome: { winner: 'Reds' } },
      innings('Reds', [ball(1, { extras: { penalty: 5 } })], { penalty_runs: { pre: 5, post: 10 } }),
    );
    assert.deepEqual([card.innings[0]?.runs, card.innings[0]?.extras.penalty], [21, 20]);
  });

  it('miscounted overs, a replacement, a substitute fielder without a name, fields it does not know', () => {
    const wickets = [{ kind: 'caught', player_out: 'A1', fielders: [{ substitute: true }] }];
    const replacements = { match: [{ in: 'B9', out: 'B1', team: 'Blues', reason: 'concussion_substitute' }], role: [] };
    const { card } = played(
      { outcome: { winner: 'Reds' }, players: { Reds: ['A1', 'A2'], Blues: ['B1'] }, supersubs: { Reds: 'A9' } },
      innings('Reds', [ball(0, { wickets, replacements, review: { by: 'Reds' } })], {
        miscounted_overs: { 0: { balls: 7, umpire: 'U' } },
        absent_hurt: ['A7'],
        powerplays: [],
      }),
    );
    const [first] = card.innings;
    assert.deepEqual([first?.overs, first?.wickets, first?.batting[0]?.out?.fielders], ['0.1', 1, ['substitute']]);
  });
});
