import assert from 'node:assert/strict';
import { planCorrections } from '@fanfold/replay/corrections';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import { rowsOf } from '@fanfold/replay/script';
import { type EventRow, type MatchRow, type Moment, eventRow, foldMatch } from '@fanfold/game/match';
import fc from 'fast-check';

/** A match as it stands in the end, and as it was announced. */
interface Match {
  announced: MatchRow;
  final: MatchRow;
  events: readonly EventRow[];
}

type Row = { match: MatchRow } | { event: EventRow };

const ending = { status: 'finished', final: true } as const;
const finalOf = (announced: MatchRow, events: readonly EventRow[]): MatchRow => {
  return { ...announced, ...ending, eventCount: events.length };
};

/** Short matches in which much happens: fifties and five wickets within three overs, halves that both teams start. */
const ball = fc.record({
  runs: fc.constantFrom(0, 1, 4, 6, 6, 6),
  playerId: fc.constantFrom('b1', 'b1', 'b2'),
  opponentId: fc.constantFrom('x', 'x', 'y'),
  isOut: fc.boolean(),
});
const cricket = fc
  .array(fc.array(ball, { maxLength: 18 }), { minLength: 1, maxLength: 3 })
  .map((innings) => matchOf({ ...demoCricket().match, detail: { oversPerInnings: 3 } }, innings.flatMap(inningsRows)));

function inningsRows(
  balls: readonly { runs: number; playerId: string; opponentId: string; isOut: boolean }[],
  n: number,
) {
  const base = { matchId: 'demo-cricket', period: n + 1, teamId: n % 2 ? 'citadel' : 'harbour' };
  const opening = eventRow({ ...base, id: `${n}-start`, ord: 0, kind: 'innings' });
  const deliveries = balls.map(({ isOut, ...columns }, at) => {
    const wickets = [{ kind: 'bowled' as const, playerId: columns.playerId, fielders: [] }];
    const [id, ord, over] = [`${n}-${at}`, at + 1, Math.floor(at / 6)];
    return eventRow({ ...base, id, ord, over, kind: 'delivery', ...columns, detail: isOut ? { wickets } : {} });
  });
  return [opening, ...deliveries];
}

const action = fc.record({
  kind: fc.constantFrom('pass', 'shot', 'ownGoal', 'foul', 'substitution'),
  teamId: fc.constantFrom('north', 'south'),
  outcome: fc.constantFrom('goal', 'saved'),
  variant: fc.constantFrom('openPlay', 'penalty'),
  card: fc.constantFrom(null, 'yellow', 'secondYellow', 'red'),
});
const football = fc
  .array(fc.array(action, { maxLength: 8 }), { minLength: 1, maxLength: 5 })
  .map((periods) =>
    matchOf({ ...demoFootball().match, homeTeamId: 'north', awayTeamId: 'south' }, periods.flatMap(periodRows)),
  );

function periodRows(actions: readonly Pick<EventRow, 'kind' | 'teamId' | 'outcome' | 'variant' | 'card'>[], n: number) {
  const both = (kind: 'periodStart' | 'periodEnd') => ['north', 'south'].map((teamId) => ({ kind, teamId }));
  return [...both('periodStart'), ...actions, ...both('periodEnd')].map((columns, at) =>
    eventRow({ id: `${n}-${at}`, matchId: 'demo-football', period: n + 1, ord: at, minute: n * 45 + at, ...columns }),
  );
}

function matchOf(announced: MatchRow, events: readonly EventRow[]): Match {
  return { announced, final: finalOf(announced, events), events };
}

const rowsOfMatch = ({ announced, final, events }: Match): Row[] => {
  return [{ match: announced }, { match: final }, ...events.map((event) => ({ event }))];
};
const anyOrder = fc.oneof(cricket, football).chain((match) => {
  const rows = rowsOfMatch(match);
  return fc.record({ match: fc.constant(match), order: fc.shuffledSubarray(rows, { minLength: rows.length }) });
});

const momentsOf = (match: MatchRow | null, events: readonly EventRow[]): Map<string, Moment> => {
  const view = foldMatch({ match, squads: [], events });
  return new Map((view?.moments ?? []).map((moment) => [moment.id, moment]));
};

/** What others hear while rows come one by one: `created result`, `updated inningsEnd:1`. */
function heard(order: readonly Row[]): string[] {
  const all: string[] = [];
  const events: EventRow[] = [];
  let match: MatchRow | null = null;
  let before = new Map<string, Moment>();
  for (const row of order) {
    // The version of the row with the count is the last one, whenever it comes.
    if ('event' in row) events.push(row.event);
    else if (match?.eventCount == null) match = row.match;
    const after = momentsOf(match, events);
    all.push(...changes(before, after));
    before = after;
  }
  return all;
}

function changes(before: ReadonlyMap<string, Moment>, after: ReadonlyMap<string, Moment>): string[] {
  const came = [...after.keys()].flatMap((id) => {
    if (!before.has(id)) return [`created ${id}`];
    return JSON.stringify(before.get(id)) === JSON.stringify(after.get(id)) ? [] : [`updated ${id}`];
  });
  return [...came, ...[...before.keys()].filter((id) => !after.has(id)).map((id) => `revoked ${id}`)];
}

/** Three wickets in a row may have had a ball between them that is still on its way: the one thing that rows can take back by coming. */
const isHatTrick = (change: string) => change.includes('hatTrick:');

function assertEachComesOnce({ final, events }: Match, order: readonly Row[]): void {
  const changed = heard(order).filter((change) => !isHatTrick(change));
  const created = changed.filter((change) => change.startsWith('created'));
  const expected = [...momentsOf(final, events).keys()].map((id) => `created ${id}`);
  const inTheEnd = expected.filter((change) => !isHatTrick(change));
  assert.deepEqual(created.sort(), inTheEnd.sort(), 'each fact is created once, and no other');
  assert.deepEqual(
    changed.filter((change) => change.startsWith('revoked') || change === 'updated result'),
    [],
  );
}

describe('the facts of a match, in any order of its rows', () => {
  it('come once each, and the result never before the last row', () => {
    fc.assert(
      fc.property(anyOrder, ({ match, order }) => assertEachComesOnce(match, order)),
      { numRuns: 200 },
    );
  });

  for (const script of [demoCricket(), demoFootball()]) {
    it(`come once each in ${script.match.id}`, () => {
      const { match: final, events } = rowsOf(script);
      const match = { announced: script.match, final, events };
      const rows = rowsOfMatch(match);
      const late = [...rows.filter((row) => 'match' in row), ...rows.filter((row) => 'event' in row)];
      for (const order of [late, [...rows].reverse()]) assertEachComesOnce(match, order);
    });

    it(`keep their ids when ${script.match.id} is corrected`, () => {
      const { match, events } = rowsOf(script);
      const byId = new Map(events.map((event) => [event.id, event]));
      let before = momentsOf(match, events);
      for (const { insert, update, remove, eventCount } of planCorrections(script).corrections) {
        for (const event of [...insert, ...update]) byId.set(event.id, event);
        for (const id of remove) byId.delete(id);
        const after = momentsOf({ ...match, eventCount }, [...byId.values()]);
        const moved = changes(before, after).filter((change) => !change.startsWith('updated'));
        assert.deepEqual(
          moved.filter((change) => /result|innings|period|fifty|hundred|fiveWickets/.test(change)),
          [],
        );
        before = after;
      }
    });
  }
});

describe('the result of a match whose rows nobody has counted', () => {
  it('comes with the count, once, however late that is', () => {
    fc.assert(
      fc.property(anyOrder, ({ match: { announced, final, events }, order }) => {
        const uncounted = { match: { ...announced, ...ending } };
        const rows = order.filter((row) => 'event' in row);
        assert.deepEqual(resultsOf(heard([uncounted, ...rows])), []);
        assert.deepEqual(resultsOf(heard([uncounted, ...rows, { match: final }])), ['created result']);
        assert.equal(momentsOf(uncounted.match, events).has('result'), false);
      }),
      { numRuns: 50 },
    );
  });
});

function resultsOf(changed: readonly string[]): string[] {
  return changed.filter((change) => change.endsWith(' result'));
}
