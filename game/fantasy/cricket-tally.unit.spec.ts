import assert from 'node:assert/strict';
import { type Ball, dots, inningsRows } from '../testing/cricket.ts';
import type { EventRow, MatchDetail, Wicket, WicketKind } from '../match/rows.ts';
import { matchRow, squadRow } from '../testing/match.ts';
import { pointsTimeline } from './points-timeline.ts';
import { T20_SCORING } from './scoring.ts';

const squads = [
  squadRow('H', 'b1'),
  squadRow('H', 'b2'),
  squadRow('H', 'tail', { role: 'bowler' }),
  squadRow('A', 'x', { role: 'bowler' }),
  squadRow('A', 'y', { role: 'bowler' }),
  squadRow('A', 'f'),
  squadRow('A', 'g'),
  squadRow('A', 'twelfth', { starting: false }),
];

const timelineOf = (events: readonly EventRow[], detail: MatchDetail = {}) =>
  pointsTimeline({ match: matchRow({ sport: 'cricket', detail }), squads, events }, T20_SCORING);

/** What a player has in the end, by rule; being in the line-up is left out. */
function breakdown(playerId: string, events: readonly EventRow[], detail: MatchDetail = {}): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const award of timelineOf(events, detail).rows.flatMap(({ awards }) => awards))
    if (award.playerId === playerId && award.rule !== 'starting')
      sum[award.rule] = (sum[award.rule] ?? 0) + award.points;
  return Object.fromEntries(Object.entries(sum).filter(([, points]) => points !== 0));
}

const bat = (...balls: Ball[]) => breakdown('b1', inningsRows(1, 'H', [balls]));
const bowl = (...overs: Ball[][]) => breakdown('x', inningsRows(1, 'H', overs));
const out = (kind: WicketKind, ...fielders: string[]): Wicket => ({
  kind,
  playerId: 'b1',
  fielders: fielders.map((playerId) => ({ playerId })),
});
const field = (playerId: string, ...wickets: Wicket[]) =>
  breakdown(playerId, inningsRows(1, 'H', [wickets.map((wicket) => ({ bowler: 'y', runs: 1, wickets: [wicket] }))]));

describe('fantasy cricket: batting', () => {
  it('the line-up has its points from the first row on, whatever the row is', () => {
    const [first, ...others] = timelineOf(inningsRows(1, 'H', [])).rows;
    assert.deepEqual(others, []);
    assert.deepEqual(
      first?.awards,
      ['b1', 'b2', 'f', 'g', 'tail', 'x', 'y'].map((playerId) => ({ playerId, rule: 'starting', points: 400 })),
    );
  });

  it('runs off the bat count; extras do not', () => {
    assert.deepEqual(bat({ runs: 3 }, { wides: 2 }, { byes: 4 }, { legByes: 1 }, { noBalls: 1, runs: 1 }), {
      run: 400,
    });
  });

  it('fours and sixes by the boundary have a bonus; run, they have none', () => {
    const boundaries = bat({ runs: 4 }, { runs: 6 }, { runs: 4, nonBoundary: true }, { runs: 6, nonBoundary: true });
    assert.deepEqual(boundaries, { run: 2000, four: 100, six: 200 });
  });

  it('a hundred takes the place of the fifty', () => {
    const scored = (runs: number) => bat(...dots(runs, { runs: 1 }));
    assert.deepEqual([scored(49).fifty, scored(50).fifty, scored(50).hundred], [undefined, 800, undefined]);
    assert.deepEqual([scored(99).fifty, scored(100).fifty, scored(100).hundred], [800, undefined, 1600]);
  });

  it('milestones are of one innings each', () => {
    const innings = [1, 3].flatMap((period) => inningsRows(period, 'H', [dots(30, { runs: 1 })]));
    const { run, fifty } = breakdown('b1', innings);
    assert.deepEqual([run, fifty], [6000, undefined]);
  });

  it('out for nought is a duck, without a ball faced too; not out, retired hurt or with a run it is none', () => {
    assert.equal(bat({ wickets: [out('bowled')] }).duck, -200);
    assert.equal(bat({ batter: 'b2', partner: 'b1', wickets: [out('runOut', 'f')] }).duck, -200);
    assert.equal(bat({}).duck, undefined);
    assert.equal(bat({ wickets: [out('retiredHurt')] }).duck, undefined);
    assert.equal(bat({ runs: 1 }, { wickets: [out('bowled')] }).duck, undefined);
  });

  it('the strike rate counts from 10 balls faced: wides are not faced, no-balls are', () => {
    assert.equal(bat(...dots(9, { runs: 2 })).strikeRate, undefined);
    assert.equal(bat(...dots(9, { runs: 2 }), { wides: 1 }).strikeRate, undefined);
    assert.equal(bat(...dots(9, { runs: 2 }), { noBalls: 1 }).strikeRate, 600);
  });

  it('gives a strike rate at the end of a band what the model gives: 70, 150 and 170 belong to the milder one', () => {
    const rates: [runs: number, points: number | undefined][] = [
      [171, 600],
      [170, 400],
      [151, 400],
      [150, 200],
      [130, 200],
      [129, undefined],
      [71, undefined],
      [70, -200],
      [60, -200],
      [59, -400],
      [50, -400],
      [49, -600],
      [0, -600],
    ];
    for (const [runs, points] of rates) {
      const balls = dots(100).map((_, at) => ({
        runs: Math.floor(((at + 1) * runs) / 100) - Math.floor((at * runs) / 100),
      }));
      assert.equal(bat(...balls).strikeRate, points, `${runs} of 100 balls`);
    }
  });

  it('a strike rate comes and goes as balls are faced', () => {
    const rows = timelineOf(inningsRows(1, 'H', [[...dots(10, { runs: 2 }), ...dots(2)]])).rows;
    const changes = rows.map(({ awards }) => awards.find(({ rule }) => rule === 'strikeRate')?.points);
    assert.deepEqual(changes.slice(-3), [600, undefined, -200]);
  });

  it('bowlers have neither ducks nor strike rates', () => {
    const balls = [
      ...dots(10, { batter: 'tail' }),
      { batter: 'tail', wickets: [{ ...out('bowled'), playerId: 'tail' }] },
    ];
    assert.deepEqual(breakdown('tail', inningsRows(1, 'H', [balls])), {});
  });
});

describe('fantasy cricket: bowling', () => {
  it('wickets by the bowler count, of bowled and lbw with a bonus; others do not', () => {
    const kinds: [WicketKind, number | undefined, number | undefined][] = [
      ['bowled', 2500, 800],
      ['lbw', 2500, 800],
      ['caught', 2500, undefined],
      ['caughtAndBowled', 2500, undefined],
      ['stumped', 2500, undefined],
      ['hitWicket', 2500, undefined],
      ['runOut', undefined, undefined],
      ['timedOut', undefined, undefined],
      ['obstructingTheField', undefined, undefined],
      ['retiredOut', undefined, undefined],
      ['retiredHurt', undefined, undefined],
    ];
    for (const [kind, wicket, bonus] of kinds) {
      const points = bowl([{ wickets: [out(kind)] }]);
      assert.deepEqual([points.wicket, points.bowledOrLbw], [wicket, bonus], kind);
    }
  });

  it('three, four and five wickets in an innings replace each other', () => {
    const haul = (count: number) => {
      const { threeWickets, fourWickets, fiveWickets } = bowl(dots(count, { wickets: [out('caught')] }));
      return [threeWickets, fourWickets, fiveWickets];
    };
    assert.deepEqual(haul(2), [undefined, undefined, undefined]);
    assert.deepEqual(haul(3), [400, undefined, undefined]);
    assert.deepEqual(haul(4), [undefined, 800, undefined]);
    assert.deepEqual(haul(5), [undefined, undefined, 1600]);
    assert.deepEqual(haul(6), [undefined, undefined, 1600]);
  });

  it('a dot ball is a legal one from which nothing at all was scored', () => {
    assert.equal(bowl([{}, { byes: 1 }, { legByes: 1 }, { runs: 1 }, { wides: 1 }, { noBalls: 1 }]).dotBall, 50);
  });

  it('a maiden is a whole over of one bowler without a run charged; byes are not', () => {
    assert.equal(bowl(dots(5)).maiden, undefined);
    assert.equal(bowl(dots(6)).maiden, 1200);
    assert.equal(bowl([...dots(5), { byes: 4 }]).maiden, 1200);
    assert.equal(bowl([...dots(5), { runs: 1 }]).maiden, undefined);
    assert.equal(bowl([{ wides: 1 }, ...dots(6)]).maiden, undefined);
    assert.equal(bowl([...dots(3, { bowler: 'y' }), ...dots(3)]).maiden, undefined);
  });

  it('an over is as long as the match or the umpire says', () => {
    assert.equal(breakdown('x', inningsRows(1, 'H', [dots(5)]), { ballsPerOver: 5 }).maiden, 1200);
    assert.equal(breakdown('x', inningsRows(1, 'H', [dots(5)], { miscountedOvers: { 0: 5 } })).maiden, 1200);
    assert.equal(breakdown('x', inningsRows(1, 'H', [dots(6)], { miscountedOvers: { 0: 7 } })).maiden, undefined);
  });

  it('gives an economy rate at the end of a band what the model gives: 7, 11 and 12 belong to the milder one', () => {
    const rates: [charged: number, points: number | undefined][] = [
      [9, 600],
      [10, 400],
      [11, 400],
      [12, 200],
      [14, 200],
      [15, undefined],
      [19, undefined],
      [20, -200],
      [22, -200],
      [23, -400],
      [24, -400],
      [25, -600],
    ];
    for (const [charged, points] of rates) {
      const second = [...dots(5), { runs: charged }];
      assert.equal(bowl(dots(6), second).economy, points, `${charged} off 12`);
    }
  });

  it('counts the economy rate from 12 legal balls', () => {
    assert.equal(bowl(dots(6), dots(5)).economy, undefined);
    assert.equal(bowl(dots(6), [{ wides: 1 }, ...dots(5)]).economy, undefined);
    assert.equal(bowl(dots(6), [{ noBalls: 1, runs: 9 }, { byes: 4 }, ...dots(5)]).economy, 400);
  });
});

describe('fantasy cricket: fielding', () => {
  it('a catch is of who held it: the first fielder, or the bowler himself', () => {
    assert.deepEqual(field('f', out('caught', 'f', 'g')), { catch: 800 });
    assert.deepEqual(field('g', out('caught', 'f', 'g')), {});
    assert.equal(field('y', out('caughtAndBowled')).catch, 800);
    assert.equal(field('y', out('caught', 'f')).catch, undefined);
  });

  it('three catches have a bonus, once', () => {
    const caught = (count: number) => field('f', ...Array.from({ length: count }, () => out('caught', 'f')));
    assert.deepEqual(
      [2, 3, 4].map((count) => caught(count).threeCatches),
      [undefined, 400, 400],
    );
    assert.equal(caught(4).catch, 3200);
  });

  it('a stumping counts', () => assert.deepEqual(field('f', out('stumped', 'f')), { stumping: 1200 }));

  it('a run-out by one alone is worth more than a shared one; who had two hands in it has one share', () => {
    assert.deepEqual(field('f', out('runOut', 'f')), { runOut: 1200 });
    assert.deepEqual(field('f', out('runOut', 'f', 'g')), { sharedRunOut: 600 });
    assert.deepEqual(field('g', out('runOut', 'f', 'g')), { sharedRunOut: 600 });
    assert.deepEqual(field('f', out('runOut', 'f', 'f')), { runOut: 1200 });
  });

  it('gives substitute fielders nothing, with an id or without, and their catch to nobody else', () => {
    const twelfth = { playerId: 'twelfth', substitute: true };
    const nameless = { name: 'Sub', substitute: true };
    for (const substitute of [twelfth, nameless]) {
      const by = (kind: WicketKind): Wicket => ({ ...out(kind), fielders: [substitute, { playerId: 'f' }] });
      for (const kind of ['caught', 'stumped'] as const)
        for (const playerId of ['twelfth', 'f'])
          assert.deepEqual(field(playerId, by(kind)), {}, `${kind}: ${playerId}`);
      assert.deepEqual(field('twelfth', by('runOut')), {});
      assert.deepEqual(field('f', by('runOut')), { sharedRunOut: 600 });
    }
    assert.deepEqual(bowl([{ wickets: [{ ...out('caught'), fielders: [twelfth] }] }]), { wicket: 2500, dotBall: 50 });
  });

  it('gives a replacement, who bats and bowls too, what they do', () =>
    assert.deepEqual(field('twelfth', out('caught', 'twelfth')), { catch: 800 }));

  it('two wickets on one ball both count', () => {
    const both = [out('caught', 'f'), { ...out('runOut', 'f'), playerId: 'b2' }];
    const rows = inningsRows(1, 'H', [[{ wickets: both }]]);
    assert.deepEqual(breakdown('f', rows), { catch: 800, runOut: 1200 });
    assert.equal(breakdown('b2', rows).duck, -200);
  });
});

describe('fantasy cricket: the match', () => {
  it('super overs give nothing', () => {
    const match = inningsRows(1, 'H', [[{ runs: 4 }]]);
    const superOver = inningsRows(3, 'H', [[{ runs: 6, wickets: [out('bowled')] }]], { superOver: true });
    assert.deepEqual(timelineOf([...match, ...superOver]).rows, timelineOf(match).rows);
  });

  it('the row that calls an innings a super over takes back what balls before it gave, and nothing else', () => {
    const match = inningsRows(1, 'H', [[{ runs: 4 }]]);
    const [opening, ...balls] = inningsRows(3, 'H', [[{ runs: 6 }, { runs: 1 }]], { superOver: true });
    assert.ok(opening);
    const [first, second] = balls;
    assert.ok(first && second);
    const between = { ...opening, ord: (first.ord + second.ord) / 2 };
    const { rows } = timelineOf([...match, first, between, second]);
    const before = timelineOf(match).rows;
    const [given, taken, ...more] = rows.slice(before.length);
    assert.ok(given && taken);
    assert.deepEqual(more, []);
    assert.deepEqual(
      taken.awards,
      given.awards.map((award) => ({ ...award, points: -award.points })),
    );
  });

  it('a row tells its over and the legal balls so far', () => {
    const rows = timelineOf(inningsRows(1, 'H', [dots(6), [{ runs: 1 }, { wides: 1 }, { runs: 1 }]])).rows;
    const places = rows.slice(-3).map(({ period, unit, ball }) => [period, unit, ball]);
    assert.deepEqual(places, [
      [1, 0, 6],
      [1, 1, 1],
      [1, 1, 2],
    ]);
  });
});
