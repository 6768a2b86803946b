import assert from 'node:assert/strict';
import { testingTable } from '../testing/table.ts';
import { versionOf } from '@fanfold/kit/contract';
import { snapshotSource, streamSource } from './envelopes.ts';

const TABLE = testingTable('items', ['id']);

describe('versions', () => {
  const streamed = (file: string, pos: number, row: number): string =>
    versionOf({ source: streamSource(TABLE, 7, { file, pos, gtid: null, commitTsMs: 0 }, row) }, 0);
  const snapshot = (file: string, pos: number, generation = 0): string =>
    versionOf({ source: snapshotSource(TABLE, 7, { file, pos, gtid: null }, generation, 0) }, 0);

  it('sort a snapshot after the last transaction in view and before the next', () => {
    // One transaction from 400 to 900, the next starts at 900; the snapshot shows the first.
    const sorted = [
      streamed('binlog.000009', 400, 0),
      streamed('binlog.000009', 400, 999_999),
      snapshot('binlog.000009', 900),
      snapshot('binlog.000009', 900, 1),
      streamed('binlog.000009', 900, 0),
    ];
    assert.deepEqual([...sorted].sort(), sorted);
  });

  it('sort across files, before the first transaction of a new file too', () => {
    const sorted = [
      streamed('binlog.999999', 9_999, 0),
      snapshot('binlog.1000000', 4),
      streamed('binlog.1000000', 4, 0),
    ];
    assert.deepEqual([...sorted].sort(), sorted);
  });
});
