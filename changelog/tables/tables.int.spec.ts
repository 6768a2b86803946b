import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { TableConfig } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import { readTables, type TableInfo } from './tables.ts';
import { read, Wire } from '../testing/wire.ts';

const HASH_KEY = 'a secret of sixteen';

describe('readTables', () => {
  let wire: Wire;
  let tables = 0;

  before(async () => {
    wire = await Wire.open();
  });
  after(() => wire.close());

  const create = async (columns: string, options = ''): Promise<string> => {
    const table = `t${++tables}`;
    await wire.sql.query(`CREATE TABLE ${table} (${columns}) ${options}`);
    return table;
  };
  const readOne = async (config: TableConfig): Promise<TableInfo> => {
    const info = (await readTables(wire.sql, wire.database, [config], HASH_KEY)).get(config.table);
    assert(info);
    return info;
  };
  /** Refused with this code, a sentence, and advice; both name what they are about. */
  const refuses = async (config: TableConfig, code: string, message: RegExp, fix: RegExp): Promise<void> => {
    await assert.rejects(readOne(config), (error: unknown) => {
      assert(error instanceof ConnectorError);
      assert.equal(error.code, code);
      assert.match(error.message, message);
      assert.match(error.message, /^[^\n]+\.$/);
      assert.match(error.fix ?? '', fix);
      return true;
    });
  };

  it('takes the primary key in its own order, whole even where the index has a prefix of it', async () => {
    const table = await create('a INT, b VARCHAR(20), c INT, PRIMARY KEY (c, b(5))');
    const info = await readOne({ table });
    assert.deepEqual(
      info.keyColumns.map(({ name }) => name),
      ['c', 'b'],
    );
    assert.deepEqual(
      info.columns.map(({ name }) => name),
      ['a', 'b', 'c'],
    );
    assert.equal(info.appendOnly, false);
    assert.equal(info.orderBy, null);
  });

  it('takes a configured key that is a unique index of exactly its columns', async () => {
    const table = await create('a INT NOT NULL, b INT NOT NULL, c INT, UNIQUE KEY (b, a), UNIQUE KEY (a, c)');
    const info = await readOne({ table, key: ['a', 'b'], orderBy: 'c' });
    assert.deepEqual(
      info.keyColumns.map(({ name }) => name),
      ['a', 'b'],
    );
    assert.equal(info.orderBy, 'c');
    await refuses(
      { table, key: ['a'] },
      'NO_PRIMARY_KEY',
      /no unique index of exactly the columns a/,
      /ADD UNIQUE KEY \(`a`\)/,
    );
    await refuses(
      { table, key: ['a', 'c'] },
      'COLUMN_MISSING',
      /\.c of the configured key may be NULL/,
      /MODIFY `c` int.* NOT NULL/,
    );
    await refuses({ table, key: ['a', 'd'] }, 'COLUMN_MISSING', /no column d/, /a, b, c/);
    await refuses({ table }, 'NO_PRIMARY_KEY', /no primary key/, /ADD PRIMARY KEY .*`key`.*`appendOnly`/);
  });

  it('needs no key of an append-only table', async () => {
    const info = await readOne({ table: await create('a INT PRIMARY KEY'), appendOnly: true });
    assert.deepEqual([info.keyColumns, info.appendOnly], [[], true]);
  });

  it('refuses tables that are none', async () => {
    await refuses({ table: 'none' }, 'TABLE_MISSING', /none does not exist/, /GRANT SELECT/);
    await wire.sql.query('CREATE VIEW seen AS SELECT 1 AS a');
    await refuses({ table: 'seen' }, 'TABLE_MISSING', /a view/, /tables that it reads/);
    if (!wire.isMariaDb) return;
    const table = await create('a INT PRIMARY KEY', 'WITH SYSTEM VERSIONING');
    await refuses({ table }, 'TABLE_MISSING', /system-versioned/, /DROP SYSTEM VERSIONING/);
  });

  it('refuses columns that are configured and missing, and hidden key columns', async () => {
    const table = await create('a INT PRIMARY KEY, b INT');
    for (const config of [{ exclude: ['c'] }, { hash: ['c'] }, { orderBy: 'c' }])
      await refuses({ table, ...config }, 'COLUMN_MISSING', /no column c/, /a, b/);
    for (const config of [{ exclude: ['a'] }, { hash: ['a'] }])
      await refuses({ table, ...config }, 'COLUMN_MISSING', /\.a is part of the key/, /Take a out/);
  });

  it('refuses types that are not carried, unless they are excluded', async () => {
    const table = await create("a INT PRIMARY KEY, p POINT, e ENUM('x') CHARACTER SET binary, z INT");
    await refuses({ table }, 'UNSUPPORTED_COLUMN', /\.p has the type point/, /Add p to `exclude`/);
    await refuses(
      { table, exclude: ['p'] },
      'UNSUPPORTED_COLUMN',
      /\.e has members that are bytes/,
      /Add e to `exclude`/,
    );
    const info = await readOne({ table, exclude: ['p', 'e'] });
    await wire.sql.query(`INSERT INTO ${table} VALUES (1, ST_GeomFromText('POINT(1 2)'), 'x', 2)`);
    assert.deepEqual(
      (await wire.changesOf(table)).map((change) => read(info, change).after),
      [{ a: 1, z: 2 }],
    );
  });

  it('refuses what the reader cannot skip, even excluded', async () => {
    if (wire.isMariaDb) {
      await wire.sql.query('SET GLOBAL mysql56_temporal_format = OFF');
      const table = await create('a INT PRIMARY KEY, t TIME(3)').finally(() =>
        wire.sql.query('SET GLOBAL mysql56_temporal_format = ON'),
      );
      await refuses(
        { table, exclude: ['t'] },
        'UNSUPPORTED_COLUMN',
        /\.t has a time in the format of MariaDB 5.3/,
        /FORCE/,
      );
      await wire.sql.query(`ALTER TABLE ${table} FORCE`);
      await readOne({ table });
      return;
    }
    if (Number.parseInt(wire.version, 10) < 9) return;
    const table = await create('a INT PRIMARY KEY, v VECTOR(3)');
    await refuses({ table, exclude: ['v'] }, 'UNSUPPORTED_COLUMN', /\.v is a VECTOR/, /DROP COLUMN `v`/);
  });

  it('hashes the text of a value, and JSON for other values, alike from both sides', async () => {
    const table = await create('a INT PRIMARY KEY, t VARCHAR(20), n BIGINT UNSIGNED, j JSON, d DATETIME, x INT');
    const info = await readOne({ table, hash: ['t', 'n', 'j', 'd'], exclude: ['x'] });
    await wire.sql.query(
      `INSERT INTO ${table} VALUES (1, 'é', 7, '"é"', '2026-01-02 03:04:05', 9), (2, '', 18446744073709551615, '[1, null]', NULL, 9)`,
    );
    const hash = (text: string): string => createHmac('sha256', HASH_KEY).update(text).digest('hex');
    const expected = [
      { a: 1, t: hash('é'), n: hash('7'), j: hash('"é"'), d: hash('2026-01-02T03:04:05Z') },
      { a: 2, t: hash(''), n: hash('18446744073709551615'), j: hash('[1,null]'), d: null },
    ];
    assert.deepEqual(await wire.select(info, 'a'), expected);
    assert.deepEqual(
      (await wire.changesOf(table)).map((change) => read(info, change).after),
      expected,
    );
  });
});
