import assert from 'node:assert/strict';
import type { BinlogPosition } from './position.ts';
import { AckedPosition } from './acked-position.ts';

describe('AckedPosition', () => {
  const at = (pos: number): BinlogPosition => ({ file: 'binlog.000001', pos, gtid: null, fileCreatedMs: null });

  it('advances in commit order, whatever the order of acknowledgements', () => {
    const acked = new AckedPosition();
    const first = acked.sent();
    const second = acked.sent();
    acked.close(at(10));
    const third = acked.sent();
    acked.close(at(20));
    third();
    first();
    assert.equal(acked.position, null);
    second();
    assert.deepEqual(acked.position, at(20));
  });

  it('advances over transactions without rows', () => {
    const acked = new AckedPosition();
    acked.close(at(10));
    assert.deepEqual(acked.position, at(10));
  });

  it('does not pile up behind a message that is long in coming', () => {
    const acked = new AckedPosition();
    const ack = acked.sent();
    for (let pos = 1; pos <= 1_000; pos++) acked.close(at(pos));
    assert.equal(acked.position, null);
    ack();
    assert.deepEqual(acked.position, at(1_000));
  });

  it('holds back for a message of a group that is not closed', () => {
    const acked = new AckedPosition();
    acked.close(at(10));
    const ack = acked.sent();
    ack();
    assert.deepEqual(acked.position, at(10));
    acked.close(at(20));
    assert.deepEqual(acked.position, at(20));
  });
});
