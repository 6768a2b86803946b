import assert from 'node:assert/strict';
import { matchEventsTable } from './match-tables.ts';
import { readMessage } from './read-message.ts';

describe('a row of match_events', () => {
  const event = { id: 'e1', match_id: 'm', period: 1, ord: '1.0000', kind: 'delivery' };
  const isTaken = (detail: unknown) => matchEventsTable.row.safeParse({ ...event, detail }).success;

  const source = { db: 'd', table: 'match_events', file: 'b.1', pos: 4, row: 1, ts_ms: 5, epoch: 1 };
  const read = (...after: object[]) =>
    readMessage(JSON.stringify(after.map((row) => ({ op: 'c', after: row, source }))), [matchEventsTable], 0);

  const deep = `{"a": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  const details: [string, unknown][] = [
    ['a list in a list', { wickets: [{ kind: 'caught', fielders: [['Ann', 'Lee']] }] }],
    ['half a character', { name: '\ud800' }],
    ['a name that is reserved', { __name__: 1 }],
  ];
  const texts = [
    ['a number that is none', '{"speed": 1e999}'],
    ['more levels than a stack has', deep],
  ] as const;
  for (const [what, detail] of [...details, ...details.map(([what, each]) => [what, JSON.stringify(each)]), ...texts])
    it(`is refused alone with ${String(what)} in its detail, which no public document can hold (${typeof detail})`, () => {
      const { routed, rejected } = read(event, { ...event, id: 'e2', detail }, { ...event, id: 'e3' });
      assert.equal(routed.length, 2);
      assert.deepEqual(
        rejected.map(({ code }) => code),
        ['badRow'],
      );
    });

  it('is taken with lists of objects and pairs', () => {
    assert.ok(isTaken({ wickets: [{ kind: 'caught', playerId: 'p', fielders: [{ name: 'Ann Lee' }] }] }));
    assert.ok(isTaken('{"location": [88.5, 34]}'));
    assert.ok(isTaken(null));
  });
});
