import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { Place } from './job.ts';

/** Half of the columns of match_events, of every type that it has. */
const COLUMNS = `
  id          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  match_id    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  period      TINYINT UNSIGNED NOT NULL,
  ord         DECIMAL(12, 4) NOT NULL,
  kind        VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  team_id     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  player_id   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  opponent_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  minute      SMALLINT UNSIGNED NULL,
  second      TINYINT UNSIGNED NULL,
  outcome     VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NULL,
  xg          DECIMAL(6, 5) NULL,
  card        ENUM('yellow', 'secondYellow', 'red') NULL,
  detail      JSON NULL,
  occurred_at DATETIME(3) NULL,
  KEY match_order (match_id, period, ord)`;

/** Of row number i: 250 rows to a match, values of many lengths. */
const VALUES = `
  CONCAT('match-', LPAD(FLOOR(i / 250), 6, '0'), '-', LPAD(i % 250, 3, '0')),
  CONCAT('match-', LPAD(FLOOR(i / 250), 6, '0')),
  1 + FLOOR(i % 250 / 125),
  i % 125 + i % 4 / 4,
  IF(i % 10, 'pass', 'shot'),
  CONCAT('team-', FLOOR(i / 250) % 40),
  CONCAT('player-', 1000 + i * 7 % 880),
  IF(i % 3, NULL, CONCAT('player-', 1000 + i * 11 % 880)),
  FLOOR(i % 250 / 3),
  i * 13 % 60,
  'complete',
  IF(i % 10, NULL, i % 1000 / 1000),
  IF(i % 100, NULL, 'yellow'),
  JSON_OBJECT('location', JSON_ARRAY(i % 105 + 0.5, i % 68), 'bodyPart', 'rightFoot', 'reason', 'after review'),
  TIMESTAMP('2026-01-01 15:00:00.250') + INTERVAL i SECOND`;

export const ROWS_PER_TRANSACTION = 100;
const UPDATED_PER_TRANSACTION = 10;
const INSERTED_PER_TRANSACTION = ROWS_PER_TRANSACTION - UPDATED_PER_TRANSACTION;

/** Makes the tables, and a thousand numbers to select rows from. */
export async function createTables(connection: Connection, tables: readonly string[]): Promise<void> {
  for (const table of tables) await connection.query(`CREATE TABLE ${table} (${COLUMNS}) CHARACTER SET utf8mb4`);
  await connection.query('CREATE TABLE numbers (n INT NOT NULL PRIMARY KEY)');
  await connection.query('INSERT INTO numbers VALUES ?', [Array.from({ length: 1000 }, (_, n) => [n])]);
}

/** Transactions of 90 rows and an update of ten of them, until there are `rows` in the binlog. */
export async function writeBacklog(
  connections: readonly Connection[],
  table: string,
  rows: number,
  onRows: (rows: number) => void,
): Promise<void> {
  const perConnection = rows / ROWS_PER_TRANSACTION / connections.length;
  let written = 0;
  // Each has a range of its own, so that none waits for locks of another.
  const work = connections.map(async (connection, n) => {
    for (let transaction = n * perConnection; transaction < (n + 1) * perConnection; transaction++) {
      await writeTransaction(connection, table, transaction * INSERTED_PER_TRANSACTION);
      onRows((written += ROWS_PER_TRANSACTION));
    }
  });
  await Promise.all(work);
}

async function writeTransaction(connection: Connection, table: string, first: number): Promise<void> {
  await connection.beginTransaction();
  await insertRows(connection, table, first, INSERTED_PER_TRANSACTION);
  const last = first + INSERTED_PER_TRANSACTION - 1;
  const [{ affectedRows }] = await connection.query<ResultSetHeader>(
    `UPDATE ${table} SET outcome = 'incomplete' WHERE id BETWEEN ? AND ?`,
    [idOf(last - UPDATED_PER_TRANSACTION + 1), idOf(last)],
  );
  expectRows(affectedRows, UPDATED_PER_TRANSACTION);
  await connection.commit();
}

/** At most a thousand, in the open transaction. */
export async function insertRows(connection: Connection, table: string, first: number, rows: number): Promise<void> {
  const picked = `SELECT n + ? AS i FROM numbers WHERE n < ?`;
  const [{ affectedRows }] = await connection.query<ResultSetHeader>(
    `INSERT INTO ${table} SELECT ${VALUES} FROM (${picked}) AS picked`,
    [first, rows],
  );
  expectRows(affectedRows, rows);
}

/** One transaction of a million rows. */
export async function writeMillion(connection: Connection, table: string): Promise<void> {
  const picked = 'SELECT thousands.n * 1000 + ones.n AS i FROM numbers AS thousands JOIN numbers AS ones';
  const [{ affectedRows }] = await connection.query<ResultSetHeader>(
    `INSERT INTO ${table} SELECT ${VALUES} FROM (${picked}) AS picked`,
  );
  expectRows(affectedRows, 1_000_000);
}

/** Where the next transaction will stand. */
export async function binlogEnd(connection: Connection): Promise<Place> {
  const [files] = await connection.query<RowDataPacket[]>('SHOW BINARY LOGS');
  const last = files.at(-1);
  return { file: String(last?.['Log_name']), pos: Number(last?.['File_size']) };
}

function idOf(i: number): string {
  return `match-${String(Math.floor(i / 250)).padStart(6, '0')}-${String(i % 250).padStart(3, '0')}`;
}

function expectRows(written: number, rows: number): void {
  if (written !== rows) throw new Error(`${written} rows were written instead of ${rows}`);
}
