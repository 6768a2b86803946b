import { errnoOf, FATAL_READING_BINLOG, messageOf } from './server-errors.ts';

/** MariaDB: ER_GTID_POSITION_NOT_FOUND_IN_BINLOG, …_BINLOG2. MySQL: ER_SOURCE_HAS_PURGED_REQUIRED_GTIDS. */
const GTID_GONE = new Set([1945, 1955, 1789]);

/** Of files: purged, or after RESET; beyond the end, or amid an event, after a crash or restore. Then of GTIDs, MySQL's and MariaDB's. */
const POSITION_GONE = [
  /could not find (first|next) log/i,
  /start replication from (impossible position|position > file size)/i,
  /bogus data in log event|truncated in the middle of event|did not pass crc check|exceeded max_allowed_packet/i,
  /purged required binary logs|has more GTIDs than/i,
  /could not find GTID state|requested slave GTID state not found|start from GTID .* which is not in the/i,
];

/** Whether the position that the dump asked for is purged or not in the server's history, so that asking again is of no use. */
export function isPositionGone(error: unknown): boolean {
  const errno = errnoOf(error);
  if (GTID_GONE.has(errno)) return true;
  return errno === FATAL_READING_BINLOG && POSITION_GONE.some((text) => text.test(messageOf(error)));
}
