import assert from 'node:assert/strict';
import type { OverLine } from '@fanfold/game/cricket';
import { runsAfter, wormPoints } from './worm-points.ts';

const over = (number: number, total: number, totalWickets = 0) => ({ over: number, total, totalWickets }) as OverLine;
const fall = (overs: string, runs: number, name: string) => ({ wicket: 1, runs, overs, playerId: name, name });

describe('the worm', () => {
  it('goes through ends of overs and falls of wickets to where the innings stands', () => {
    const points = wormPoints({
      runs: 23,
      balls: 15,
      overs: '2.3',
      overByOver: [over(1, 4), over(2, 17), over(3, 23)],
      fallOfWickets: [fall('1.3', 9, 'Venn')],
    });
    assert.deepEqual(
      points.map(({ overs, runs, wicket }) => [overs, runs, wicket]),
      [
        [0, 0, null],
        [1, 4, null],
        [1.5, 9, 'Venn'],
        [2, 17, null],
        [2.5, 23, null],
      ],
    );
  });

  it('starts at nothing', () =>
    assert.deepEqual(wormPoints({ runs: 0, balls: 0, overs: '0', overByOver: [], fallOfWickets: [] }), [
      { overs: 0, runs: 0, wicket: null },
      { overs: 0, runs: 0, wicket: null },
    ]));

  it('tells the score after an over', () => {
    const innings = { overByOver: [over(1, 4), over(2, 17, 1)] };
    assert.equal(runsAfter(innings, 2), '17/1');
    assert.equal(runsAfter(innings, 3), null);
  });
});
