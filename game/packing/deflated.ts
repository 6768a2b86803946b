import { deflateSync, inflateSync } from 'fflate';
import { NewerFormatError } from './bytes.ts';

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
