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
}

function fileNumber(file: string): number {
  return Number(/(\d+)$/.exec(file)?.[1] ?? 0);
}

/** Throws POSITION_PURGED or POSITION_LOST unless the server still has this place in its history. */
export async function checkPosition(
  connection: Connection,
  server: ServerInfo,
  position: BinlogPosition,
): Promise<void> {
  const [files] = await connection.query<RowDataPacket[]>('SHOW BINARY LOGS');
  const file = files.find((row) => row['Log_name'] === position.file);
  const oldest = files[0] ? fileNumber(String(files[0]['Log_name'])) : Infinity;
  if (!file && fileNumber(position.file) < oldest) {
    throw new ConnectorError(
      'POSITION_PURGED',
      `The binlog ${position.file} of the saved position is gone from the server: changes are missing.`,
      'Delete the document connectors/{connectorId}: the connector then adopts a new epoch and takes a reconciling snapshot. Keep binlogs longer.',
    );
  }
  if (!file || Number(file['File_size']) < position.pos || !(await hasGtid(connection, server, position))) {
    throw new ConnectorError(
      'POSITION_LOST',
      `The saved position ${position.file}:${position.pos} (${position.gtid ?? 'no GTID'}) is not in this server's history: it was reset or restored.`,
      'Delete the document connectors/{connectorId}: the connector then adopts a new epoch and takes a reconciling snapshot.',
    );
  }
}

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
