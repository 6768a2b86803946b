import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { ConnectorConfig } from './config.ts';
import { connect } from './server/server.ts';
import { readTables, type TableInfo } from './tables/tables.ts';

/** ER_NO_SUCH_TABLE */
const NO_SUCH_TABLE = 1146;

/** The captured tables as they are now. Of a table that is gone it keeps the last definition: the stream may still have rows of it. */
export class Catalog {
  readonly #config: ConnectorConfig;
  readonly #tables = new Map<string, TableInfo>();
  #present: ReadonlySet<string> = new Set();

  constructor(config: ConnectorConfig) {
    this.#config = config;
  }

  get(table: string): TableInfo | undefined {
    return this.#tables.get(table);
  }

  isPresent(table: string): boolean {
    return this.#present.has(table);
  }

  /**
   * Reads the definitions anew.
   *
   * @param mayBeGone tables that are no error when they do not exist
   * @throws ConnectorError TABLE_MISSING and all that makes a table impossible to capture
   */
  async refresh(connection: Connection, mayBeGone: (table: string) => boolean): Promise<void> {
    const { database, tables, hashKey } = this.#config;
    const existing = await existingTables(connection, database);
    const wanted = tables.filter(({ table }) => existing.has(table) || !mayBeGone(table));
    const found =
      wanted.length === 0 ? new Map<string, TableInfo>() : await readTables(connection, database, wanted, hashKey);
    for (const [name, info] of found) this.#tables.set(name, info);
    this.#present = new Set(found.keys());
  }

  /**
   * As `refresh`, on a connection of its own, in mid-stream: any table may be gone.
   *
   * @param changing tables of a change that is in the log: it may not be done yet
   */
  async refreshNow(changing: readonly string[], verify: (connection: Connection) => Promise<void>): Promise<void> {
    const connection = await connect(this.#config);
    try {
      await connection.query('SET SESSION lock_wait_timeout = 60');
      // Reading a table waits for the change to be done. It may be gone.
      for (const table of changing)
        await connection
          .query('SELECT 1 FROM ??.?? LIMIT 0', [this.#config.database, table])
          .catch((error: unknown) => {
            if ((error as { errno?: number }).errno !== NO_SUCH_TABLE) throw error;
          });
      await verify(connection);
      await this.refresh(connection, () => true);
    } finally {
      connection.destroy();
    }
  }
}

async function existingTables(connection: Connection, database: string): Promise<Set<string>> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE'",
    [database],
  );
  return new Set(rows.map(({ name }) => String(name)));
}
