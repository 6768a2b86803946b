import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import ZongJi, { type AnyBinlogEvent, type RowsEvent, type TableMapEntry, type TableMapEvent } from '@vlasky/zongji';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import type { RowImage } from '@fanfold/kit/contract';
import { fieldReader, READ_SESSION, selectedRowReader, selectList } from '../tables/select-rows.ts';
import { JsonWriter } from '../tables/json-writer.ts';
import { rowWriter } from '../tables/row-writer.ts';
import { hasAllColumns } from '../tables/stream-rows.ts';
import { prepareTableMap } from '../tables/table-map.ts';
import type { TableInfo } from '../tables/tables.ts';

/** Rows of one event, not yet read. An insert has no `before`, a delete no `after`. */
export interface RawChange {
  map: TableMapEntry;
  complete: boolean;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** A database of a test's own, and what its binlog says of it. */
export class Wire {
  readonly sql: Connection;
  readonly database: string;
  readonly version: string;
  readonly #zongji: ZongJi;
  readonly #changes = new Map<string, RawChange[]>();
  #failure: Error | null = null;
  #synced = 0;
  #wanted = 0;
  #onSync: () => void = () => undefined;

  private constructor(sql: Connection, database: string, version: string, zongji: ZongJi) {
    this.sql = sql;
    this.database = database;
    this.version = version;
    this.#zongji = zongji;
  }

  static async open(): Promise<Wire> {
    const uri = process.env['MYSQL_URL'];
    if (!uri) throw new Error('MYSQL_URL is not set');
    const sql = await mysql.createConnection({ uri, charset: 'utf8mb4', dateStrings: true, supportBigNumbers: true });
    for (const statement of READ_SESSION) await sql.query(statement);
    const database = `types_${randomUUID().slice(0, 8)}`;
    await sql.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
    await sql.query(`USE ${database}`);
    await sql.query('CREATE TABLE sync (n INT PRIMARY KEY)');
    const [[version], [logs]] = await Promise.all([
      sql.query<RowDataPacket[]>('SELECT VERSION() AS version'),
      sql.query<RowDataPacket[]>('SHOW BINARY LOGS'),
    ]);
    const url = new URL(uri);
    const zongji = new ZongJi({
      host: url.hostname,
      port: Number(url.port || 3306),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    });
    const wire = new Wire(sql, database, String(version[0]?.['version']), zongji);
    zongji.on('error', (error: Error) => wire.#fail(error));
    zongji.on('binlog', (event: AnyBinlogEvent) => {
      try {
        wire.#take(event);
      } catch (error) {
        wire.#fail(error as Error);
      }
    });
    const last = logs.at(-1);
    zongji.start({
      serverId: 2 ** 31 + Math.floor(Math.random() * 2 ** 30),
      filename: String(last?.['Log_name']),
      position: Number(last?.['File_size']),
      includeSchema: { [database]: true },
    });
    return wire;
  }

  get isMariaDb(): boolean {
    return this.version.includes('MariaDB');
  }

  /** All changes of a table, once the binlog is read up to now. */
  async changesOf(table: string): Promise<RawChange[]> {
    const wanted = ++this.#wanted;
    await this.sql.query('INSERT INTO sync VALUES (?)', [wanted]);
    while (this.#synced < wanted && !this.#failure) await new Promise<void>((resolve) => (this.#onSync = resolve));
    if (this.#failure) throw this.#failure;
    return this.#changes.get(table) ?? [];
  }

  /** The rows of a table as a snapshot reads them. */
  async select(table: TableInfo, orderBy: string): Promise<RowImage[]> {
    const [rows] = await this.sql.query<RowDataPacket[]>({
      sql: `SELECT ${selectList(table)} FROM \`${table.name}\` ORDER BY ${orderBy}`,
      typeCast: fieldReader(table),
    });
    return rows.map(selectedRowReader(table));
  }

  async close(): Promise<void> {
    const stopped = new Promise<void>((resolve) => this.#zongji.once('stopped', () => resolve()));
    this.#zongji.stop();
    await stopped;
    await this.sql.query(`DROP DATABASE ${this.database}`);
    await this.sql.end();
  }

  #take(event: AnyBinlogEvent): void {
    if (event.getTypeName() === 'TableMap') prepareTableMap(event as TableMapEvent);
    if (!('rows' in event)) return;
    const rowsEvent = event as RowsEvent & { rows: Record<string, unknown>[] };
    const map = rowsEvent.tableMap[rowsEvent.tableId];
    if (!map) return;
    if (map.tableName === 'sync') {
      this.#synced = Number(rowsEvent.rows.at(-1)?.['n']);
      this.#onSync();
      return;
    }
    const changes = this.#changes.get(map.tableName) ?? [];
    this.#changes.set(map.tableName, changes);
    const complete = hasAllColumns(rowsEvent);
    const name = event.getTypeName();
    for (const row of rowsEvent.rows) {
      const { before, after } = row as unknown as { before: Record<string, unknown>; after: Record<string, unknown> };
      if (name === 'UpdateRows') changes.push({ map, complete, before, after });
      else if (name === 'WriteRows') changes.push({ map, complete, before: null, after: row });
      else changes.push({ map, complete, before: row, after: null });
    }
  }

  #fail(error: Error): void {
    this.#failure = error;
    this.#onSync();
  }
}

/** What the stream publishes of a change. */
export function read(
  table: TableInfo,
  { map, before, after }: RawChange,
): { before: RowImage | null; after: RowImage | null } {
  const writer = rowWriter(table, map);
  assert.ok(writer, 'the rows have their key');
  const image = (row: Record<string, unknown>): RowImage => {
    const out = new JsonWriter();
    writer.write(out, row, Infinity);
    const written = JSON.parse(out.bytes.toString('utf8', 0, out.at)) as RowImage;
    assert.deepEqual(written, JSON.parse(JSON.stringify(writer.read(row))));
    return written;
  };
  return { before: before && image(before), after: after && image(after) };
}
