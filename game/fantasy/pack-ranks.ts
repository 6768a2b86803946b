import { ByteReader, ByteWriter } from '../packing/bytes.ts';
import { packed, unpacked } from '../packing/deflated.ts';
import type { RankTable } from './ranks.ts';

const FORMAT = 1;

/** Neighbouring scores are held by about as many: differences of counts are small. Equal tables give equal bytes. */
export function encodeRanks({ lowest, step, counts }: RankTable): Uint8Array {
  const writer = new ByteWriter();
  writer.signed(lowest);
  writer.unsigned(step);
  writer.unsigned(counts.length);
  let before = 0;
  for (const count of counts) {
    writer.signed(count - before);
    before = count;
  }
  return packed(FORMAT, writer.finish());
}

/** @throws NewerFormatError */
export function decodeRanks(bytes: Uint8Array): RankTable {
  const reader = new ByteReader(unpacked('table of ranks', FORMAT, bytes));
  const lowest = reader.signed();
  const step = reader.unsigned();
  const counts = new Int32Array(reader.unsigned());
  let entries = 0;
  let before = 0;
  for (let at = 0; at < counts.length; at++) {
    before += reader.signed();
    counts[at] = before;
    entries += before;
  }
  return { entries, lowest, step, counts };
}
