import assert from 'node:assert/strict';
import type { BinlogPosition } from '../position/position.ts';
import { StreamPosition } from './stream-position.ts';

describe('StreamPosition', () => {
  const from: BinlogPosition = { file: 'binlog.000007', pos: 400, gtid: '0-1-5', fileCreatedMs: 1_000 };
  const GIB = 2 ** 30;

  it('counts on where the 32 bits of an event wrap, and goes on from before', () => {
    const position = new StreamPosition(from);
    assert.equal(position.advance(4 * GIB - 10), 4 * GIB - 10);
    assert.deepEqual(position.settle('0-1-6'), { ...from, pos: 4 * GIB - 10, gtid: '0-1-6' });
    assert.equal(position.advance(90), 4 * GIB + 90);
    assert.equal(position.advance(500), 4 * GIB + 500);
    // No dump can start there.
    assert.deepEqual(position.settle('0-1-7'), { ...from, pos: 4 * GIB - 10, gtid: '0-1-6' });
    position.rotate('binlog.000008', 4);
    assert.deepEqual(position.settle(null), { file: 'binlog.000008', pos: 4, gtid: '0-1-7', fileCreatedMs: null });
  });

  it('knows a file by when it was created', () => {
    const position = new StreamPosition(from);
    position.rotate(from.file, from.pos);
    position.open(1_000);
    assert.throws(() => position.open(2_000), { code: 'POSITION_LOST' });
    position.rotate('binlog.000008', 4);
    position.open(3_000);
    assert.equal(position.settle(null).fileCreatedMs, 3_000);
  });
});
