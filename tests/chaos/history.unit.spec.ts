import assert from 'node:assert/strict';
import { type RowChange, versionOf } from '@fanfold/kit/contract';
import { History } from './history.ts';

function change(row: number, after: Record<string, unknown>): RowChange {
  return {
    op: 'c',
    after,
    source: { db: 'd', table: 'shapes', file: 'binlog.000001', pos: 4, row, ts_ms: 0, epoch: 7 },
  };
}

function arrive(history: History, envelope: RowChange): void {
  history.row('shapes', '1', versionOf(envelope, 0), envelope);
}

describe('the history of what has arrived', () => {
  it('knows what came again and what came late', () => {
    const history = new History();
    for (const row of [2, 2, 1, 2]) arrive(history, change(row, { id: 1, row }));
    assert.deepEqual([history.repeated, history.late, history.epochs], [2, 1, 1]);
    assert.equal(history.contradiction, null);
    assert.equal(history.of('shapes', '1').length, 4);
    assert.equal(history.of('shapes', '2').length, 0);
  });

  it('finds a change that says something else the second time', () => {
    const history = new History();
    arrive(history, change(1, { id: 1, a: 1 }));
    arrive(history, change(1, { a: 2, id: 1 }));
    assert.match(String(history.contradiction), /"a\\":1.*"a\\":2/s);
  });
});
