import type { Connection, RowDataPacket } from 'mysql2/promise';
import { ConnectorError } from '../errors.ts';
import type { ServerInfo } from '../server/server.ts';

/** A place between two transactions in the binlog: everything before it is committed and done. */
export interface BinlogPosition {
  file: string;
  /** Bytes from the start of the file; the next transaction starts here or later. */
  pos: number;
  /** The last transaction before this place, when known. */
  gtid: string | null;
  /** When the file was created, ms since 1970, once the stream has said so: tells it from a later file of the same name. */
  fileCreatedMs: number | null;
}

/**
 * Throws POSITION_PURGED or POSITION_LOST unless the server still has this place in its history. That the file is not a later one of the same
 * name shows at the start of the stream only, see `assertSameFile`.
 */
export async function checkPosition(
  connection: Connection,
  server: ServerInfo,
  position: BinlogPosition,
): Promise<void> {
  const [files] = await connection.query<RowDataPacket[]>('SHOW BINARY LOGS');
  const file = files.find((row) => row['Log_name'] === position.file);
  const oldest = files[0] ? fileNumber(String(files[0]['Log_name'])) : Infinity;
  if (!file && fileNumber(position.file) < oldest) throw purged(position);
  const isThere = file && Number(file['File_size']) >= position.pos;
  if (!isThere || !(await hasGtid(connection, server, position))) throw lost(position);
}

/** Throws POSITION_LOST when the file that the server streams was created at another time. */
export function assertSameFile(position: BinlogPosition, createdMs: number): void {
  if (position.fileCreatedMs !== null && position.fileCreatedMs !== createdMs) throw lost(position);
}

export function lost({ file, pos, gtid }: BinlogPosition): ConnectorError {
  return new ConnectorError(
    'POSITION_LOST',
    `The position ${file}:${String(pos)} (${gtid ?? 'no GTID'}) is not in this server's history: it was reset or restored.`,
    ANEW,
  );
}

function purged({ file }: BinlogPosition): ConnectorError {
  return new ConnectorError(
    'POSITION_PURGED',
    `The binlog ${file} of the position is gone from the server: changes are missing.`,
    `${ANEW} And keep binlogs longer.`,
  );
}

/** What mends a lost history. */
export const ANEW =
  'Set "onHistoryLost": "snapshot" and start again: a new epoch follows, and a snapshot that reconciles what consumers have.';

async function hasGtid(
  connection: Connection,
  server: ServerInfo,
  { file, pos, gtid }: BinlogPosition,
): Promise<boolean> {
  if (gtid === null) return true;
  const [rows] =
    server.flavour === 'mariadb'
      ? await connection.query<RowDataPacket[]>('SELECT BINLOG_GTID_POS(?, ?) AS found', [file, pos])
      : await connection.query<RowDataPacket[]>('SELECT GTID_SUBSET(?, @@GLOBAL.gtid_executed) AS found', [gtid]);
  const found = String(rows[0]?.['found'] ?? '');
  return server.flavour === 'mariadb' ? found.split(',').includes(gtid) : found === '1';
}

/** Negative when `a` comes first, in one history. */
export function comparePositions(a: Pick<BinlogPosition, 'file' | 'pos'>, b: typeof a): number {
  return fileNumber(a.file) - fileNumber(b.file) || a.pos - b.pos;
}

function fileNumber(file: string): number {
  return Number(/(\d+)$/.exec(file)?.[1] ?? 0);
}
