/** An event as it comes over the wire: after the four bytes of the packet's header a zero byte, the event's header and its body. */
export interface EventPacket {
  buffer: Buffer;
  start: number;
  end: number;
}

const BODY = 4 + 1 + 19;
/** Id of the table, flags. */
const POST_HEADER = 6 + 2;

interface RowsLayout {
  /** Data of MySQL's own follow the post-header, their length first. */
  hasExtraData: boolean;
  /** Rows before an update, and after it. */
  bitmaps: 1 | 2;
  /** By MariaDB, as `log_bin_compress` says. */
  isCompressed: boolean;
}

/** By type of event: WRITE_ROWS, UPDATE_ROWS and DELETE_ROWS of each version. */
const LAYOUTS = new Map<number, RowsLayout>(
  [
    { first: 23, hasExtraData: false, isCompressed: false },
    { first: 30, hasExtraData: true, isCompressed: false },
    { first: 166, hasExtraData: false, isCompressed: true },
    { first: 169, hasExtraData: true, isCompressed: true },
  ].flatMap(({ first, ...layout }) => [
    [first, { ...layout, bitmaps: 1 }],
    [first + 1, { ...layout, bitmaps: 2 }],
    [first + 2, { ...layout, bitmaps: 1 }],
  ]),
);

/**
 * Bytes of the rows in an event, before compression; 0 of one without rows. It takes no definition of the table, and each row has at least
 * one byte, so it stands for the number of rows where nobody reads them.
 *
 * @param checksumBytes at the end of the event
 */
export function rowImageBytes(type: number, { buffer, start, end }: EventPacket, checksumBytes: number): number {
  const layout = LAYOUTS.get(type);
  if (!layout) return 0;
  let at = start + BODY + POST_HEADER;
  if (layout.hasExtraData) at += buffer.readUInt16LE(at);
  // A length-coded number; a table has at most 4,096 columns.
  const isLong = buffer[at] === 252;
  const columns = isLong ? buffer.readUInt16LE(at + 1) : (buffer[at] ?? 0);
  at += (isLong ? 3 : 1) + layout.bitmaps * Math.ceil(columns / 8);
  if (!layout.isCompressed) return end - checksumBytes - at;
  // A byte whose last three bits say how many bytes the length has.
  return buffer.readUIntBE(at + 1, (buffer[at] ?? 0) & 7);
}
