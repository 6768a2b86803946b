import { setTimeout as wait } from 'node:timers/promises';
import { type Connection, type ResultSetHeader, type RowDataPacket, createConnection } from 'mysql2/promise';
import type { Database } from './servers.ts';

/** What the workload runs into by itself: its own rows and definitions change under it. The statement did nothing. */
const EXPECTED = new Set([
  1022, // duplicate key
  1050, // table exists
  1051, // unknown table
  1054, // unknown column
  1060, // duplicate column
  1062, // duplicate entry
  1091, // nothing to drop
  1136, // column count
  1146, // no such table
  1205, // lock wait timeout
  1213, // deadlock
  1264, // out of range
  1305, // no such savepoint
  1412, // definition changed
  1690, // out of range in an expression
]);

/** The connection is of no use any more. */
export class ConnectionGoneError extends Error {}

/** One client of the server that is in charge. Finds its way to another one when that takes over. */
export class SqlClient {
  readonly #database: Database;
  readonly #name: string;
  #connection: Connection | null = null;

  constructor(database: Database, name: string) {
    this.#database = database;
    this.#name = name;
  }

  /** A connection that has just answered; waits as long as there is no server. */
  async connection(signal: AbortSignal): Promise<Connection> {
    for (;;) {
      signal.throwIfAborted();
      try {
        this.#connection ??= await this.#connect();
        await this.#connection.query('SELECT 1');
        return this.#connection;
      } catch (error) {
        if (!isGone(error)) throw error;
        this.close();
        await wait(20, undefined, { signal });
      }
    }
  }

  /** Rows that the statement changed; null where it failed as this workload's statements may. @throws ConnectionGoneError */
  async run(sql: string, values: unknown[] = []): Promise<number | null> {
    if (!this.#connection) throw new ConnectionGoneError(sql);
    try {
      const [result] = await this.#connection.query<ResultSetHeader>(sql, values);
      return result.affectedRows;
    } catch (error) {
      if (isGone(error)) {
        this.close();
        throw new ConnectionGoneError(sql, { cause: error });
      }
      if (EXPECTED.has((error as { errno?: number }).errno ?? 0)) return null;
      throw new Error(`${String(error)} in ${sql}`, { cause: error });
    }
  }

  /** A statement that must take effect: tried again on each new connection. */
  async insist(sql: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.connection(signal);
      try {
        await this.run(sql);
        return;
      } catch (error) {
        if (!(error instanceof ConnectionGoneError)) throw error;
      }
    }
  }

  async rows(sql: string, values: unknown[], signal: AbortSignal): Promise<RowDataPacket[]> {
    for (;;) {
      const connection = await this.connection(signal);
      try {
        const [rows] = await connection.query<RowDataPacket[]>(sql, values);
        return rows;
      } catch (error) {
        if (!isGone(error)) throw error;
        this.close();
      }
    }
  }

  close(): void {
    this.#connection?.destroy();
    this.#connection = null;
  }

  async #connect(): Promise<Connection> {
    const connection = await createConnection({
      uri: this.#database.url,
      charset: 'utf8mb4',
      timezone: 'Z',
      dateStrings: true,
      supportBigNumbers: true,
      connectTimeout: 5_000,
    });
    connection.on('error', () => undefined);
    await connection.query("SET time_zone = '+00:00', innodb_lock_wait_timeout = 2, lock_wait_timeout = 10");
    if (this.#name) await connection.query(`USE ${this.#name}`);
    return connection;
  }
}

/** A failure of the connection, or of a server that is starting or stopping; not of a statement. */
function isGone(error: unknown): boolean {
  const { errno = 0, fatal = false, code = '' } = error as { errno?: number; fatal?: boolean; code?: string };
  const ofSocket = /^(E[A-Z]+|PROTOCOL_.*)$/.test(code) && !code.startsWith('ER_');
  return fatal || ofSocket || [1053, 1158, 1159, 1160, 1161, 1317, 1927, 3169].includes(errno) || errno < 0;
}
