import assert from 'node:assert/strict';
import { type Ball, dots, oneInnings, out } from '../testing/cricket.ts';

const bowlerOf = (...balls: Ball[]) => oneInnings([balls]).bowling[0];
const batterOf = (...balls: Ball[]) => oneInnings([balls]).batting[0];

describe('cricket: who is charged and credited', () => {
  it('wides count to the bowler, are no ball of the over and not faced', () => {
    const innings = oneInnings([[{ wides: 5 }]]);
    assert.deepEqual([innings.runs, innings.balls, innings.extras.wides], [5, 0, 5]);
    assert.deepEqual([innings.bowling[0]?.runs, innings.bowling[0]?.wides, innings.bowling[0]?.balls], [5, 5, 0]);
    assert.equal(innings.batting[0]?.balls, 0);
  });

  it('a no-ball is faced and no ball of the over; runs off the bat are the batter’s and charged', () => {
    const innings = oneInnings([[{ noBalls: 1, runs: 4 }]]);
    assert.deepEqual([innings.runs, innings.balls, innings.extras.noBalls], [5, 0, 1]);
    assert.deepEqual([innings.batting[0]?.runs, innings.batting[0]?.balls, innings.batting[0]?.fours], [4, 1, 1]);
    assert.deepEqual([innings.bowling[0]?.runs, innings.bowling[0]?.noBalls], [5, 1]);
  });

  it('byes run off a no-ball are not charged to the bowler, the no-ball is', () => {
    const innings = oneInnings([[{ noBalls: 1, byes: 2 }]]);
    assert.deepEqual([innings.runs, innings.extras.byes, innings.bowling[0]?.runs], [3, 2, 1]);
  });

  it('byes and leg byes are balls faced and not charged', () => {
    const innings = oneInnings([[{ byes: 4 }, { legByes: 1 }]]);
    assert.deepEqual([innings.runs, innings.balls, innings.extras.total], [5, 2, 5]);
    assert.deepEqual([innings.bowling[0]?.runs, innings.batting[0]?.runs, innings.batting[0]?.balls], [0, 0, 2]);
  });

  it('penalty runs are nobody’s but the side’s', () => {
    const innings = oneInnings([[{ runs: 1, penaltyRuns: 5 }]]);
    assert.deepEqual(
      [innings.runs, innings.extras.penalty, innings.bowling[0]?.runs, innings.batting[0]?.runs],
      [6, 5, 1, 1],
    );
  });

  it('four and six count as boundaries unless they were run', () => {
    const line = batterOf({ runs: 4 }, { runs: 6 }, { runs: 4, nonBoundary: true }, { runs: 5 });
    assert.deepEqual([line?.runs, line?.fours, line?.sixes], [19, 1, 1]);
  });

  for (const kind of ['bowled', 'caught', 'caughtAndBowled', 'lbw', 'stumped', 'hitWicket'] as const)
    it(`${kind} is the bowler’s wicket`, () => assert.equal(bowlerOf({ wickets: [out(kind)] })?.wickets, 1));

  for (const kind of [
    'runOut',
    'hitTheBallTwice',
    'handledTheBall',
    'obstructingTheField',
    'timedOut',
    'retiredOut',
  ] as const)
    it(`${kind} is a wicket and not the bowler’s`, () => {
      const innings = oneInnings([[{ wickets: [out(kind)] }]]);
      assert.deepEqual(
        [innings.wickets, innings.bowling[0]?.wickets, innings.batting[0]?.out?.bowler],
        [1, 0, undefined],
      );
    });

  it('a stumping off a wide is the bowler’s wicket, and no ball', () => {
    const innings = oneInnings([[{ wides: 1, wickets: [out('stumped', 'b1', 'Keeper')] }]]);
    assert.deepEqual([innings.wickets, innings.balls, innings.bowling[0]?.wickets], [1, 0, 1]);
  });

  it('the batter at the other end can be run out', () => {
    const innings = oneInnings([[{ runs: 1, wickets: [out('runOut', 'b2', 'Fielder')] }]]);
    const [striker, partner] = innings.batting;
    assert.deepEqual([striker?.out, partner?.out?.kind, partner?.out?.fielders], [null, 'runOut', ['Fielder']]);
    assert.deepEqual(innings.fallOfWickets[0], { wicket: 1, runs: 1, overs: '0.1', playerId: 'b2', name: 'b2' });
  });

  it('two can go on one ball', () => {
    const innings = oneInnings([[{ wickets: [out('caught', 'b1', 'F'), out('retiredOut', 'b2')] }]]);
    assert.deepEqual([innings.wickets, innings.bowling[0]?.wickets, innings.fallOfWickets.length], [2, 1, 2]);
  });

  it('retired hurt is not out, and may come back', () => {
    const hurt = oneInnings([[{ runs: 1, wickets: [out('retiredHurt', 'b1')] }]]);
    assert.deepEqual([hurt.wickets, hurt.batting[0]?.out?.kind], [0, 'retiredHurt']);
    const back = oneInnings([
      [{ runs: 1, wickets: [out('retiredHurt', 'b1')] }, { batter: 'b3' }, { batter: 'b1', runs: 2 }],
    ]);
    assert.deepEqual([back.batting[0]?.out, back.batting[0]?.runs, back.batting.length], [null, 3, 3]);
  });
});

describe('cricket: overs', () => {
  it('wides and no-balls lengthen the over', () => {
    assert.equal(oneInnings([[...dots(5), { wides: 1 }]]).overs, '0.5');
    assert.equal(oneInnings([[...dots(5), { wides: 1 }, {}]]).overs, '1');
  });

  it('a maiden: nothing charged; byes and leg byes keep it, a wide or a no-ball breaks it', () => {
    assert.equal(bowlerOf(...dots(6))?.maidens, 1);
    assert.equal(bowlerOf(...dots(4), { byes: 4 }, { legByes: 1 })?.maidens, 1);
    assert.equal(bowlerOf(...dots(5), { wides: 1 }, {})?.maidens, 0);
    assert.equal(bowlerOf(...dots(5), { noBalls: 1 }, {})?.maidens, 0);
    assert.equal(bowlerOf(...dots(5))?.maidens, 0);
  });

  it('an over that two bowlers share is nobody’s maiden', () => {
    const { bowling } = oneInnings([[...dots(3), ...dots(3, { bowler: 'y' })]]);
    assert.deepEqual(
      bowling.map(({ maidens, balls }) => [maidens, balls]),
      [
        [0, 3],
        [0, 3],
      ],
    );
  });

  it('an umpire may miscount', () => {
    const innings = oneInnings([dots(5), dots(1, { runs: 1 })], { miscountedOvers: { 0: 5 } });
    assert.deepEqual([innings.overs, innings.balls, innings.bowling[0]?.maidens], ['1.1', 6, 1]);
  });

  it('five balls an over in The Hundred', () => {
    assert.equal(oneInnings([dots(5)], {}, { ballsPerOver: 5 }).overs, '1');
  });

  it('over by over says what fell and what was scored', () => {
    const innings = oneInnings([[{ runs: 4 }, { wickets: [out('bowled')] }, { batter: 'b3', wides: 2 }]]);
    assert.deepEqual(innings.overByOver, [
      { over: 1, runs: 6, wickets: 1, total: 6, totalWickets: 1, bowler: 'x', balls: ['4', 'W', '2wd'] },
    ]);
  });
});
