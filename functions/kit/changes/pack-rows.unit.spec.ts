import assert from 'node:assert/strict';
import { z } from 'zod';
import { packRows, unpackRows } from './pack-rows.ts';
import { RowSet } from './row-set.ts';
import { tableSpec } from './table-spec.ts';
import { formatVersion } from './version.ts';

const base = { table: 'items', keyColumns: ['id'], scopeColumn: 'id', unscopedRange: 'everyScope' } as const;
const first = tableSpec<{ id: string; colour: string | null }>({
  ...base,
  columns: { id: ['id', z.string()], colour: ['colour', z.string().nullable()] },
});
const second = tableSpec<{ id: string; shirt: number | null }>({
  ...base,
  columns: { id: ['id', z.string()], shirt: ['shirt_no', z.number().nullable()] },
});
const version = (pos: number) => formatVersion({ epoch: 1, file: 1, pos: BigInt(pos), row: 0 });

describe('packed rows', () => {
  const rows = new RowSet(['items']);
  rows.apply({ kind: 'row', table: 'items', key: 'a', version: version(1), row: { id: 'a', colour: null } });
  rows.apply({ kind: 'row', table: 'items', key: 'b', version: version(2), row: { id: 'b', colour: 'red' } });
  rows.apply({ kind: 'row', table: 'items', key: 'c', version: version(3), row: null });
  rows.apply({ kind: 'range', table: 'items', version: version(1), from: null, to: 'x', shared: false });
  const entries = (set: RowSet) => Object.fromEntries(set.table('items').entries);

  it('come back as they were', () => {
    const back = unpackRows(packRows(rows), [first]);
    assert.deepEqual(entries(back), entries(rows));
    assert.deepEqual(back.table('items').tombstones, rows.table('items').tombstones);
    assert.deepEqual(packRows(back), packRows(rows));
  });

  it('have null in a column that a release adds, and lose one that it takes away', () => {
    const next = unpackRows(packRows(rows), [second]);
    const row = { id: 'd', shirt: 7 };
    next.apply({ kind: 'row', table: 'items', key: 'd', version: version(4), row });
    for (const set of [next, unpackRows(packRows(next), [second])]) {
      assert.deepEqual(set.table('items').live(), [{ id: 'a', shirt: null }, { id: 'b', shirt: null }, row]);
    }
  });

  it('hold no tombstones that all scopes share', () => {
    const set = unpackRows(packRows(rows), [first]);
    const range = { kind: 'range', table: 'items', version: version(2), from: null, to: null, shared: true } as const;
    assert.equal(set.apply(range), 'applied');
    assert.equal(set.apply({ ...range, version: version(1) }), 'stale');
    const back = unpackRows(packRows(set), [first]);
    assert.deepEqual(back.table('items').tombstones, rows.table('items').tombstones);
    assert.deepEqual(back.table('items').live(), [{ id: 'b', colour: 'red' }]);
    const old = { kind: 'row', table: 'items', key: 'a', version: version(1), row: { id: 'a', colour: null } } as const;
    assert.equal(set.apply(old), 'stale');
  });
});
