import { ByteReader, ByteWriter } from '../packing/bytes.ts';
import { packed, unpacked } from '../packing/deflated.ts';
import { type RankTable, withEntries } from './ranks.ts';

const FORMAT = 2;

/**
 * Distances of scores as multiples of the widest step that meets all of them, then the counts: neighbouring scores are held by about as many, so
 * differences are small. Equal tables give equal bytes.
 */
export function encodeRanks({ scores, counts }: RankTable): Uint8Array {
  const writer = new ByteWriter();
  writer.unsigned(scores.length);
  const [lowest = 0] = scores;
  let step = 0;
  for (const score of scores) if (step !== 1) step = greatestCommonDivisor(step, score - lowest);
  writer.signed(lowest);
  writer.unsigned(step);
  let score = lowest;
  for (let at = 1; at < scores.length; at++) {
    const next = scores[at] as number;
    writer.unsigned((next - score) / step);
    score = next;
  }
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
  const scores = new Float64Array(reader.unsigned());
  const counts = new Int32Array(scores.length);
  let score = reader.signed();
  const step = reader.unsigned();
  for (let at = 0; at < scores.length; at++) {
    if (at > 0) score += step * reader.unsigned();
    scores[at] = score;
  }
  let count = 0;
  for (let at = 0; at < counts.length; at++) {
    count += reader.signed();
    counts[at] = count;
  }
  return withEntries(scores, counts);
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
