import { deflateSync, inflateSync } from 'fflate';
import { ByteReader, ByteWriter, NewerFormatError } from './bytes.ts';
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

/** The format, then the rest deflated. */
export function packed(format: number, bytes: Uint8Array): Uint8Array {
  const deflated = deflateSync(bytes, { level: 9 });
  const all = new Uint8Array(1 + deflated.length);
  all[0] = format;
  all.set(deflated, 1);
  return all;
}

/** @throws NewerFormatError */
export function unpacked(what: string, newest: number, bytes: Uint8Array): Uint8Array {
  const format = bytes[0] ?? 0;
  if (format > newest) throw new NewerFormatError(what, format);
  return inflateSync(bytes.subarray(1));
}
