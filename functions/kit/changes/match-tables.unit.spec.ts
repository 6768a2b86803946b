import assert from 'node:assert/strict';
import { matchEventsTable } from './match-tables.ts';

describe('a row of match_events', () => {
  const event = { id: 'e1', match_id: 'm', period: 1, ord: '1.0000', kind: 'delivery' };
  const isTaken = (detail: unknown) => matchEventsTable.row.safeParse({ ...event, detail }).success;

  it('is refused with a list in a list in its detail, which no public document can hold', () => {
    const detail = { wickets: [{ kind: 'caught', playerId: 'p', fielders: [['Ann', 'Lee']] }] };
    assert.equal(isTaken(detail), false);
    assert.equal(isTaken(JSON.stringify(detail)), false);
  });

  it('is taken with lists of objects and pairs', () => {
    assert.ok(isTaken({ wickets: [{ kind: 'caught', playerId: 'p', fielders: [{ name: 'Ann Lee' }] }] }));
    assert.ok(isTaken('{"location": [88.5, 34]}'));
    assert.ok(isTaken(null));
  });
});
