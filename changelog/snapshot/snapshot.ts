import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { RowImage } from '@fanfold/kit/envelope';
import { type KeyRange, snapshotSource } from '../publish/envelopes.ts';
import { ConnectorError } from '../errors.ts';
import type { BinlogPosition } from '../position/position.ts';
import { isBytes, keyOf, normaliseRow } from '../tables/row-values.ts';
import { isAccessDenied, type ServerInfo } from '../server/server.ts';
import type { SeenRange } from './snapshot-messages.ts';
import type { KeyColumn, TableInfo } from '../tables/tables.ts';

/**
 * Opens a read view and gives the binlog position that it shows. MariaDB names it; on MySQL the position is read first from log_status, which
 * waits for commits that are in the log but not yet visible. COMMIT ends the view.
 */
export async function openReadView(connection: Connection, server: ServerInfo): Promise<BinlogPosition> {
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  if (server.flavour === 'mariadb') {
    await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    const [rows] = await connection.query<RowDataPacket[]>("SHOW STATUS LIKE 'binlog_snapshot_%'");
    const status = new Map(rows.map((row) => [String(row['Variable_name']).toLowerCase(), String(row['Value'])]));
    return {
      file: status.get('binlog_snapshot_file') ?? '',
      pos: Number(status.get('binlog_snapshot_position')),
      gtid: null,
    };
  }
  const position = await readLogStatus(connection);
  await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
  return position;
}

async function readLogStatus(connection: Connection): Promise<BinlogPosition> {
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

/** All rows of a table, chunk by chunk in the order of the keys' text; each chunk has a read view of its own, so none is held for long. */
export async function* snapshotTable(
  connection: Connection,
  server: ServerInfo,
  table: TableInfo,
  epoch: number,
  chunkRows: number,
): AsyncGenerator<SeenRange> {
  let keyFrom: string[] | null = null;
  for (;;) {
    const position = await openReadView(connection, server);
    const rows = await selectRows(connection, table, afterKey(table, keyFrom), chunkRows);
    await connection.query('COMMIT');
    const last = rows.length < chunkRows ? undefined : rows.at(-1);
    const keyTo: string[] | null = last ? keyOf(table, last) : null;
    yield seenAt(table, epoch, position, rows, { keyFrom, keyTo }, null);
    if (keyTo === null) return;
    keyFrom = keyTo;
  }
}

/** What a read view that shows exactly the transactions before `position` shows of a range. */
export function seenAt(
  table: TableInfo,
  epoch: number,
  position: BinlogPosition,
  rows: RowImage[],
  range: KeyRange,
  where: Record<string, string> | null,
): SeenRange {
  return { table, source: snapshotSource(table, epoch, position, Date.now()), rows, range, where };
}

interface Condition {
  sql: string;
  values: unknown[];
}

/** Rows that meet the condition, normalised, in key order. */
export async function selectRows(
  connection: Connection,
  table: TableInfo,
  condition: Condition | null,
  limit?: number,
): Promise<RowImage[]> {
  const columns = table.columns.map(({ name, dataType }) =>
    // A FLOAT prints six digits only; as a double it prints all.
    dataType === 'float' ? `(${quote(name)} + 0E0) AS ${quote(name)}` : quote(name),
  );
  const order = table.keyColumns.map(orderTerm).join(', ');
  const sql = [
    `SELECT ${columns.join(', ')} FROM ${quote(table.database)}.${quote(table.name)}`,
    condition ? `WHERE ${condition.sql}` : '',
    `ORDER BY ${order}`,
    limit === undefined ? '' : `LIMIT ${String(limit)}`,
  ].join(' ');
  const [rows] = await connection.query<RowDataPacket[]>({
    sql,
    values: condition?.values ?? [],
    typeCast: (field) => {
      const column = table.columnsByName.get(field.name);
      return column && isBytes(column.dataType) ? field.buffer() : field.string('utf8');
    },
  });
  return rows.map((row) => normaliseRow(table, row));
}

/** `key > keyFrom`, written out so that the index serves it: a > ? OR (a = ? AND b > ?). */
function afterKey(table: TableInfo, keyFrom: readonly string[] | null): Condition | null {
  if (keyFrom === null) return null;
  const values: string[] = [];
  const alternatives = table.keyColumns.map((column, i) => {
    const equal = table.keyColumns.slice(0, i).map((before) => `${orderTerm(before)} = ?`);
    values.push(...keyFrom.slice(0, i + 1));
    return `(${[...equal, `${orderTerm(column)} > ?`].join(' AND ')})`;
  });
  return { sql: alternatives.join(' OR '), values };
}

/** Ranges of markers are ranges of text, so a key that the server sorts otherwise is sorted by its text. */
function orderTerm({ name, sortsAsText }: KeyColumn): string {
  return sortsAsText ? quote(name) : `CAST(${quote(name)} AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin`;
}

function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
