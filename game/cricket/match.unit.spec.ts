import assert from 'node:assert/strict';
import type { EventRow, MatchDetail, MatchRow } from '../match/rows.ts';
import { eventRow } from '../match/event-row.ts';
import { matchRow } from '../testing/match.ts';
import { foldCricket } from './fold.ts';
import { type Ball, cardOf, dots, inningsRows, out } from '../testing/cricket.ts';

const T20: MatchDetail = { oversPerInnings: 20 };
const scores = (runs: number): Ball[][] => [[{ runs }]];
const allOut = (runs: number): Ball[][] => {
  const fallen = Array.from({ length: 10 }, (_, n) => ({ batter: `w${n}`, wickets: [out('bowled', `w${n}`)] }));
  return [[{ runs }, ...fallen.slice(0, 5)], fallen.slice(5)];
};
const finished = (detail: MatchDetail): Partial<MatchRow> => ({ status: 'finished', final: true, detail });
const momentsOf = (events: EventRow[], match: Partial<MatchRow> = {}) =>
  foldCricket({ match: matchRow({ sport: 'cricket', ...match }), squads: [], events }).moments;
const resultOf = (detail: MatchDetail, ...innings: EventRow[][]) => cardOf(innings.flat(), finished(detail)).result;

describe('cricket: results', () => {
  it('decides by runs, by wickets, or as tied', () => {
    assert.equal(resultOf(T20, inningsRows(1, 'H', scores(6)), inningsRows(2, 'A', scores(4))), 'Home won by 2 runs');
    assert.equal(
      resultOf(T20, inningsRows(1, 'H', scores(4)), inningsRows(2, 'A', scores(6))),
      'Away won by 10 wickets',
    );
    assert.equal(resultOf(T20, inningsRows(1, 'H', scores(4)), inningsRows(2, 'A', scores(4))), 'Match tied');
  });

  it('lets a side lose without a limit of overs only when it is all out', () => {
    const [first, second] = [inningsRows(1, 'H', scores(6)), inningsRows(2, 'A', allOut(1))];
    assert.equal(
      resultOf({}, first, second, inningsRows(3, 'H', scores(1)), inningsRows(4, 'A', scores(1))),
      'Match drawn',
    );
    assert.equal(resultOf({}, first, second, inningsRows(3, 'A', allOut(2))), 'Home won by an innings and 3 runs');
  });

  it('puts what the officials declared before the score', () => {
    const played = [inningsRows(1, 'H', scores(6)), inningsRows(2, 'A', scores(4))];
    const declared = (outcome: NonNullable<MatchDetail['outcome']>) => resultOf({ ...T20, outcome }, ...played);
    assert.equal(
      declared({ kind: 'win', winnerTeamId: 'A', by: { runs: 5 }, method: 'D/L' }),
      'Away won by 5 runs (D/L)',
    );
    assert.equal(declared({ kind: 'noResult' }), 'No result');
    assert.equal(
      declared({ kind: 'tie', winnerTeamId: 'A', method: 'super over' }),
      'Match tied; Away won the super over',
    );
    assert.equal(declared({ kind: 'win', winnerTeamId: 'H', method: 'awarded' }), 'Home won (awarded)');
  });

  it('has no result before the end, and one when it is abandoned', () => {
    assert.equal(cardOf(inningsRows(1, 'H', scores(6))).result, null);
    assert.equal(cardOf([], { status: 'abandoned', final: true }).result, 'Match abandoned');
    assert.equal(cardOf([], { status: 'finished', final: true, detail: T20 }).result, 'No result');
  });
});

describe('cricket: innings', () => {
  it('keeps a super over apart from the match’s figures', () => {
    const rows = [
      inningsRows(1, 'H', scores(4)),
      inningsRows(2, 'A', scores(4)),
      inningsRows(3, 'A', scores(6), { superOver: true }),
      inningsRows(4, 'H', scores(2), { superOver: true, target: { runs: 7, overs: 1 } }),
    ].flat();
    const { header, scorecard } = foldCricket({
      match: matchRow({ sport: 'cricket', ...finished(T20) }),
      squads: [],
      events: rows,
    });
    assert.deepEqual(header.score, { home: '4/0 (0.1)', away: '4/0 (0.1)' });
    assert.equal(scorecard.result, 'Match tied');
    assert.ok(scorecard.sport === 'cricket');
    assert.deepEqual(
      scorecard.innings.map(({ superOver }) => superOver),
      [false, false, true, true],
    );
  });

  it('prints a declaration, all out and two innings of a side', () => {
    const rows = [
      inningsRows(1, 'H', scores(6), { declared: true }),
      inningsRows(2, 'A', allOut(3)),
      inningsRows(3, 'A', scores(1)),
    ].flat();
    const { header } = foldCricket({ match: matchRow({ sport: 'cricket' }), squads: [], events: rows });
    assert.deepEqual(header.score, { home: '6/0d (0.1)', away: '3 (1.5) & 1/0 (0.1)' });
  });

  it('shows a forfeited innings without a ball', () => {
    const card = cardOf([...inningsRows(1, 'H', [], { forfeited: true }), ...inningsRows(2, 'A', scores(1))]);
    assert.deepEqual(
      card.innings.map(({ runs, balls }) => [runs, balls]),
      [
        [0, 0],
        [1, 1],
      ],
    );
  });

  it('adds penalty runs apart from a delivery', () => {
    const penalty = eventRow({
      id: 'p',
      matchId: 'm',
      period: 1,
      ord: 0.5,
      kind: 'penalty',
      teamId: 'H',
      penaltyRuns: 5,
    });
    const [innings] = cardOf([...inningsRows(1, 'H', scores(1)), penalty]).innings;
    assert.deepEqual([innings?.runs, innings?.extras.penalty, innings?.balls], [6, 5, 1]);
  });

  it('keeps a target as the officials set it', () => {
    const [, chase] = cardOf([
      ...inningsRows(1, 'H', scores(6)),
      ...inningsRows(2, 'A', [], { target: { runs: 60, overs: 5.2 } }),
    ]).innings;
    assert.deepEqual(chase?.target, { runs: 60, overs: 5.2 });
  });
});

describe('cricket: corrections and moments', () => {
  it('fits a missed ball between two, and everything after it follows', () => {
    const rows = inningsRows(1, 'H', [[{ runs: 1 }, { wickets: [out('bowled')] }]]);
    const missed = eventRow({ ...(rows[1] as EventRow), id: 'missed', ord: 1.5, runs: 2 });
    const [innings] = cardOf([...rows, missed]).innings;
    assert.deepEqual(innings?.overByOver[0]?.balls, ['1', '2', 'W']);
    assert.deepEqual(innings?.fallOfWickets[0], { wicket: 1, runs: 3, overs: '0.3', playerId: 'b1', name: 'b1' });
  });

  it('has one moment of a fifty, of five wickets and of a hat-trick', () => {
    const balls: Ball[][] = [
      dots(6, { runs: 6 }),
      [
        ...dots(2, { runs: 6 }),
        { runs: 4 },
        ...[1, 2, 3].map((n) => ({ batter: `w${n}`, bowler: 'y', wickets: [out('bowled', `w${n}`)] })),
      ],
      [4, 5].map((n) => ({ batter: `w${n}`, bowler: 'y', wickets: [out('lbw', `w${n}`)] })),
    ];
    const moments = momentsOf(inningsRows(1, 'H', balls));
    const count = (kind: string) => moments.filter((moment) => moment.kind === kind).length;
    assert.deepEqual(
      ['six', 'four', 'fifty', 'hundred', 'wicket', 'hatTrick', 'fiveWickets'].map(count),
      [8, 1, 1, 0, 5, 1, 1],
    );
    assert.equal(new Set(moments.map(({ id }) => id)).size, moments.length);
  });

  it('keeps the id of a fifty that another ball brings after a correction', () => {
    const fiftyOf = (first: number) => {
      const rows = inningsRows(1, 'H', [[{ runs: first }, ...dots(5, { runs: 6 })], dots(6, { runs: 6 })]);
      return momentsOf(rows).filter(({ kind }) => kind === 'fifty');
    };
    const [before, after] = [fiftyOf(0), fiftyOf(3)];
    assert.deepEqual(
      [...before, ...after].map(({ id }) => id),
      ['fifty:1:b1', 'fifty:1:b1'],
    );
    assert.notEqual(before[0]?.order, after[0]?.order);
  });

  it('gives a second hat-trick of an innings an id of its own', () => {
    const hatTrick = [1, 2, 3].map((n) => ({ batter: `w${n}`, wickets: [out('bowled', `w${n}`)] }));
    const ids = momentsOf(inningsRows(1, 'H', [hatTrick, dots(1), hatTrick])).map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id) => id.startsWith('hatTrick')),
      ['hatTrick:1:x', 'hatTrick:1:x:2'],
    );
  });

  it('names innings and result after themselves, and has the result when all rows are here', () => {
    const rows = [...inningsRows(1, 'H', scores(6)), ...inningsRows(2, 'A', scores(4))];
    const idsOf = (events: EventRow[]) =>
      momentsOf(events, { ...finished(T20), eventCount: 4 })
        .map(({ id }) => id)
        .filter((id) => /^(innings|result)/.test(id));
    assert.deepEqual(idsOf(rows.slice(0, -1)), ['inningsStart:1', 'inningsEnd:1', 'inningsStart:2']);
    assert.deepEqual(idsOf(rows), ['inningsStart:1', 'inningsEnd:1', 'inningsStart:2', 'inningsEnd:2', 'result']);
  });

  it('shows score and result on the scorecard at once, whatever is missing', () => {
    const { scorecard, header } = foldCricket({
      match: matchRow({ sport: 'cricket', ...finished(T20), eventCount: 9 }),
      squads: [],
      events: [...inningsRows(1, 'H', scores(6)), ...inningsRows(2, 'A', scores(4))],
    });
    assert.deepEqual([scorecard.result, header.result], ['Home won by 2 runs', 'Home won by 2 runs']);
    const { status, score, clock } = header;
    assert.deepEqual(scorecard.scoreLine, { status, score, clock });
  });

  it('has the result of a match that is called off before its first ball', () => {
    const [moment, ...others] = momentsOf([], { status: 'abandoned' });
    assert.deepEqual([moment?.id, moment?.text, others], ['result', 'Match abandoned', []]);
  });
});
