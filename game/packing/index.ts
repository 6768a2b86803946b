/** Numbers and texts as few bytes. */
export { ByteReader, ByteWriter, NewerFormatError } from './bytes.ts';
export { packed, unpacked } from './deflated.ts';
