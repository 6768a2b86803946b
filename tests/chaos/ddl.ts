import type { Random } from './random.ts';
import { CHAOS_TABLES, CREATE } from './schema.ts';
import type { SqlClient } from './sql.ts';

export interface Ddl {
  name: string;
  weight: number;
  /** What the connector may end with because of it. */
  explains?: readonly string[];
  run: (client: SqlClient, random: Random, signal: AbortSignal) => Promise<void>;
}

/** A column of `shapes` that may be changed or dropped; null when there is none. */
async function someColumn(client: SqlClient, random: Random, signal: AbortSignal): Promise<string | null> {
  const rows = await client.rows(
    `SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'shapes' AND COLUMN_NAME NOT IN ('id', 'a') ORDER BY COLUMN_NAME`,
    [],
    signal,
  );
  return rows.length > 0 ? String(random.pick(rows)['name']) : null;
}

const TYPES = [
  "VARCHAR(30) NOT NULL DEFAULT 'née'",
  'INT NOT NULL DEFAULT 7',
  'DECIMAL(10, 2) NOT NULL DEFAULT 1.5',
  'DATETIME(3) NULL',
  'JSON NULL',
  "ENUM('x', 'y') NOT NULL DEFAULT 'y'",
  'VARBINARY(16) NULL',
  'BIGINT UNSIGNED NULL DEFAULT 18446744073709551615',
];

function newColumn(random: Random): string {
  return `c${String(random.int(1, 12))}`;
}

/** Changes of definitions. All can be run again, and none minds what others have done to `shapes`. */
export const DDLS: readonly Ddl[] = [
  {
    name: 'addColumn',
    weight: 3,
    run: (client, random, signal) => {
      const place = random.pick(['', ' FIRST', ' AFTER id']);
      return client.insist(`ALTER TABLE shapes ADD COLUMN ${newColumn(random)} ${random.pick(TYPES)}${place}`, signal);
    },
  },
  {
    name: 'dropColumn',
    weight: 2,
    run: async (client, random, signal) => {
      const column = await someColumn(client, random, signal);
      if (column) await client.insist(`ALTER TABLE shapes DROP COLUMN ${column}`, signal);
    },
  },
  {
    name: 'renameColumn',
    weight: 2,
    run: async (client, random, signal) => {
      const column = await someColumn(client, random, signal);
      if (column) await client.insist(`ALTER TABLE shapes RENAME COLUMN ${column} TO ${newColumn(random)}`, signal);
    },
  },
  {
    name: 'modifyColumn',
    weight: 2,
    run: (client, random, signal) => {
      const type = random.pick(['BIGINT NULL', 'INT NULL', 'VARCHAR(20) CHARACTER SET ascii NULL', 'DOUBLE NULL']);
      return client.insist(`ALTER TABLE shapes MODIFY COLUMN a ${type}`, signal);
    },
  },
  { name: 'swapTable', weight: 2, run: swapTable },
  {
    name: 'recreateTable',
    weight: 1,
    explains: ['TABLE_MISSING'],
    run: async (client, random, signal) => {
      await client.insist('DROP TABLE IF EXISTS shapes', signal);
      await client.insist(CREATE.shapes, signal);
      if (random.chance(0.7))
        await client.insist(`INSERT INTO shapes (id, a) VALUES (1, 1), (2, ${String(random.int(0, 9))})`, signal);
    },
  },
  {
    name: 'truncate',
    weight: 2,
    run: (client, random, signal) => {
      const table = random.pick(CHAOS_TABLES);
      return client.insist(random.pick([`TRUNCATE TABLE ${table}`, `TRUNCATE \`${table}\``]), signal);
    },
  },
  { name: 'uncaptured', weight: 2, run: uncaptured },
];

/** As gh-ost does: a copy with another definition, and here with other content, takes the table's place. */
async function swapTable(client: SqlClient, random: Random, signal: AbortSignal): Promise<void> {
  await client.insist('DROP TABLE IF EXISTS _shapes_gho, _shapes_del', signal);
  await client.insist('CREATE TABLE _shapes_gho LIKE shapes', signal);
  await client.insist(`ALTER TABLE _shapes_gho ADD COLUMN ${newColumn(random)} ${random.pick(TYPES)}`, signal);
  await client.insist(
    `INSERT IGNORE INTO _shapes_gho (id, a) SELECT id, a FROM shapes WHERE MOD(id, ${String(random.int(2, 5))}) <> 0`,
    signal,
  );
  await client.insist('RENAME TABLE shapes TO _shapes_del, _shapes_gho TO shapes', signal);
  if (random.chance(0.7)) await client.insist('DROP TABLE IF EXISTS _shapes_del', signal);
}

/** Definitions that are none of the connector's business, some under the names of those that are. */
async function uncaptured(client: SqlClient, random: Random, signal: AbortSignal): Promise<void> {
  const [{ name } = { name: '' }] = await client.rows('SELECT DATABASE() AS name', [], signal);
  const other = `${String(name)}_other`;
  await client.insist('DROP TABLE IF EXISTS scratch', signal);
  await client.insist('CREATE TABLE scratch AS SELECT id, points FROM players', signal);
  await client.insist('ALTER TABLE scratch ADD COLUMN extra INT NULL', signal);
  await client.insist(`CREATE DATABASE IF NOT EXISTS ${other}`, signal);
  await client.insist(`CREATE TABLE IF NOT EXISTS ${other}.players (id INT PRIMARY KEY, points INT)`, signal);
  await client.insist(`REPLACE INTO ${other}.players VALUES (1, 1), (2, ${String(random.int(0, 9))})`, signal);
  await client.insist(`TRUNCATE TABLE ${other}.players`, signal);
  await client.insist(`DROP TABLE ${other}.players`, signal);
}
