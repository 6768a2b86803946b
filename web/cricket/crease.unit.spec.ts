import assert from 'node:assert/strict';
import type { BattingLine, BowlingLine, OverLine } from '@fanfold/game/cricket';
import { creaseOf, toneOf } from './crease.ts';

const batter = (name: string, kind?: string) =>
  ({ name, out: kind === undefined ? null : { kind, fielders: [] } }) as BattingLine;
const bowler = (name: string) => ({ name }) as BowlingLine;
const over = (number: number, name: string) => ({ over: number, bowler: name }) as OverLine;

describe('the crease', () => {
  it('has those who are not out, the bowler of the over, and the runs since the last wicket', () => {
    const crease = creaseOf({
      runs: 61,
      batting: [batter('Venn', 'bowled'), batter('Roake'), batter('Belwal', 'retiredHurt'), batter('Hathe')],
      bowling: [bowler('Ember'), bowler('Tharo')],
      fallOfWickets: [{ wicket: 1, runs: 40, overs: '5.2', playerId: 'v', name: 'Venn' }],
      overByOver: [over(7, 'Ember'), over(8, 'Tharo')],
    });
    assert.deepEqual(
      crease?.batters.map(({ name }) => name),
      ['Roake', 'Hathe'],
    );
    assert.deepEqual([crease?.bowler?.name, crease?.before?.over, crease?.partnership], ['Tharo', 7, 21]);
  });

  it('is empty before the first ball', () =>
    assert.equal(creaseOf({ runs: 0, batting: [], bowling: [], fallOfWickets: [], overByOver: [] }), null));

  it('colours deliveries', () =>
    assert.deepEqual(['W', '1+W', '4', '6', '5nb', '4lb', '1wd', '0', '3'].map(toneOf), [
      'wicket',
      'wicket',
      'boundary',
      'boundary',
      'extra',
      'extra',
      'extra',
      'dot',
      'run',
    ]));
});
