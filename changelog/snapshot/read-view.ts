import type { Connection, RowDataPacket } from 'mysql2/promise';
import { ConnectorError } from '../errors.ts';
import { type BinlogPosition, comparePositions } from '../position/position.ts';
import { isSince } from '../server/identity.ts';
import { isAccessDenied, type ServerInfo } from '../server/server.ts';

/** The end of a transaction that a read view is known to show, with all before it. */
export type Shown = Pick<BinlogPosition, 'file' | 'pos' | 'gtid'>;

/**
 * Opens a read view and gives a position that it shows; COMMIT ends the view. It may show more than that, which the stream then brings again
 * under its own, higher versions. To read the position of the binlog's end first would be wrong: transactions are in the log before they
 * are visible.
 *
 * MariaDB names the very position of a view. On MySQL it is the last transaction that the stream has read (`streamed`), once the server
 * counts it as executed. Before the stream has read any, it is the end of the log, once all that had a GTID then is executed; and without
 * GTIDs log_status knows, which waits for what is logged and not visible.
 */
export async function openReadView(
  connection: Connection,
  server: ServerInfo,
  streamed: BinlogPosition | null,
): Promise<Shown> {
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  if (server.flavour === 'mariadb') {
    await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    return readSnapshotPosition(connection);
  }
  const shown = await readShown(connection, server, streamed);
  await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
  return shown;
}

async function readShown(connection: Connection, server: ServerInfo, streamed: BinlogPosition | null): Promise<Shown> {
  if (streamed?.gtid && (await isExecuted(connection, streamed.gtid))) return streamed;
  const [modes] = await connection.query<RowDataPacket[]>('SELECT @@GLOBAL.gtid_mode AS mode');
  return modes[0]?.['mode'] === 'ON' ? readVisibleEnd(connection, server) : readLogStatus(connection);
}

export function laterOf(a: Shown, b: Shown | null): Shown {
  return b && comparePositions(a, b) < 0 ? b : a;
}

async function readSnapshotPosition(connection: Connection): Promise<Shown> {
  const [rows] = await connection.query<RowDataPacket[]>("SHOW STATUS LIKE 'binlog_snapshot_%'");
  const status = new Map(rows.map((row) => [String(row['Variable_name']).toLowerCase(), String(row['Value'])]));
  const pos = Number(status.get('binlog_snapshot_position'));
  return { file: status.get('binlog_snapshot_file') ?? '', pos, gtid: null };
}

/** A transaction is in the log some moments before the server is done with it. */
async function isExecuted(connection: Connection, gtids: string): Promise<boolean> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT WAIT_FOR_EXECUTED_GTID_SET(?, 5) AS timedOut', [
    gtids,
  ]);
  return Number(rows[0]?.['timedOut']) === 0;
}

/** A transaction owns its GTID from before it is logged until it is visible. */
async function readVisibleEnd(connection: Connection, server: ServerInfo): Promise<Shown> {
  const statement = isSince(server, '8.2', null) ? 'SHOW BINARY LOG STATUS' : 'SHOW MASTER STATUS';
  const [ends] = await connection.query<RowDataPacket[]>(statement);
  const [owned] = await connection.query<RowDataPacket[]>('SELECT @@GLOBAL.gtid_owned AS gtids');
  // `uuid:7#45:8#46`, with the threads that own them.
  const gtids = String(owned[0]?.['gtids'] ?? '').replace(/#\d+/g, '');
  if (gtids !== '' && !(await isExecuted(connection, gtids)))
    throw new Error(`the server is not done with transactions (${gtids}) that it has begun to log`);
  return { file: String(ends[0]?.['File']), pos: Number(ends[0]?.['Position']), gtid: null };
}

async function readLogStatus(connection: Connection): Promise<Shown> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT JSON_UNQUOTE(JSON_EXTRACT(LOCAL, '$.binary_log_file')) AS file, JSON_EXTRACT(LOCAL, '$.binary_log_position') AS pos
       FROM performance_schema.log_status`,
    );
    return { file: String(rows[0]?.['file']), pos: Number(rows[0]?.['pos']), gtid: null };
  } catch (error) {
    if (!isAccessDenied(error)) throw error;
    throw new ConnectorError(
      'MISSING_PRIVILEGE',
      'The account may not read performance_schema.log_status, which a consistent snapshot needs.',
      'GRANT BACKUP_ADMIN ON *.* TO CURRENT_USER; GRANT SELECT ON performance_schema.log_status TO CURRENT_USER;',
      { cause: error },
    );
  }
}
