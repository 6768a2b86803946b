import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { rowImageBytes } from './row-images.ts';

/** A packet with an event of this body, somewhere in a buffer. */
function packet(...body: (number[] | Buffer)[]): { buffer: Buffer; start: number; end: number } {
  const before = Buffer.alloc(7, 0xff);
  const header = Buffer.alloc(4 + 1 + 19);
  const event = Buffer.concat([before, header, ...body.map((part) => Buffer.from(part))]);
  return { buffer: Buffer.concat([event, Buffer.alloc(9, 0xff)]), start: before.length, end: event.length };
}

const POST_HEADER = [1, 0, 0, 0, 0, 0, 1, 0];
const CHECKSUM = [9, 9, 9, 9];
const ROWS = Buffer.alloc(300, 7);

describe('rowImageBytes', () => {
  const cases: [string, number, (number[] | Buffer)[]][] = [
    ['an insert', 23, [[3, 0b111]]],
    ['an update, which has two bitmaps', 24, [[3, 0b111, 0b111]]],
    ['a delete of nine columns', 25, [[9, 0xff, 1]]],
    ['an insert of 300 columns', 23, [[252, 44, 1], Buffer.alloc(38, 0xff)]],
    ['an update of 300 columns', 24, [[252, 44, 1], Buffer.alloc(76, 0xff)]],
    ['an insert of MySQL', 30, [[2, 0, 3, 0b111]]],
    ['an update of MySQL with extra data', 31, [[6, 0, 1, 2, 3, 4, 3, 0b111, 0b111]]],
    ['a delete of MySQL', 32, [[2, 0, 3, 0b111]]],
  ];
  for (const [what, type, columns] of cases)
    it(`leaves out all else of ${what}`, () => {
      assert.equal(rowImageBytes(type, packet(POST_HEADER, ...columns, ROWS), 0), 300);
      assert.equal(rowImageBytes(type, packet(POST_HEADER, ...columns, ROWS, CHECKSUM), 4), 300);
    });

  it('counts what MariaDB has compressed as it was before', () => {
    const length = [0x82, 300 >> 8, 300 & 0xff];
    const columns = { 166: [3, 0b111], 167: [3, 0b111, 0b111], 168: [3, 0b111], 170: [2, 0, 3, 0b111, 0b111] };
    for (const [type, bitmaps] of Object.entries(columns)) {
      const compressed = packet(POST_HEADER, bitmaps, length, deflateSync(ROWS), CHECKSUM);
      assert.equal(rowImageBytes(Number(type), compressed, 4), 300);
    }
  });

  it('is 0 of an event without rows', () => {
    for (const type of [2, 16, 19, 33, 160, 162, 165])
      assert.equal(rowImageBytes(type, packet(POST_HEADER, ROWS), 0), 0);
  });
});
