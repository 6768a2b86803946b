import assert from 'node:assert/strict';
import type { TableConfig } from '../config.ts';
import { rowWriter } from './row-writer.ts';
import { readTables, type TableInfo } from './tables.ts';
import { read, Wire } from '../testing/wire.ts';

describe('rows are read by the definition that came with them', () => {
  let wire: Wire;

  before(async () => {
    wire = await Wire.open();
  });
  after(() => wire.close());

  const readOne = async (config: TableConfig): Promise<TableInfo> => {
    const info = (await readTables(wire.sql, wire.database, [config], 'a secret of sixteen')).get(config.table);
    assert(info);
    return info;
  };
  const run = async (...statements: string[]): Promise<void> => {
    for (const statement of statements) await wire.sql.query(statement);
  };
  const published = async (info: TableInfo): Promise<unknown[]> =>
    (await wire.changesOf(info.name)).map((change) => read(info, change).after);

  it('through added, dropped, renamed, changed and reordered columns', async () => {
    await run(
      "CREATE TABLE altered (id INT PRIMARY KEY, a INT, b VARCHAR(9) CHARACTER SET latin1, e ENUM('x', 'y'), d DATETIME)",
      "INSERT INTO altered VALUES (1, -1, 'é', 'y', '2026-01-02 03:04:05')",
      'ALTER TABLE altered ADD COLUMN f INT FIRST',
      "INSERT INTO altered VALUES (10, 2, -1, 'é', 'y', '2026-01-02 03:04:05')",
      'ALTER TABLE altered MODIFY a VARCHAR(9), MODIFY b VARCHAR(9) CHARACTER SET gbk',
      "INSERT INTO altered VALUES (10, 3, -1, '你', 'y', '2026-01-02 03:04:05')",
      "ALTER TABLE altered MODIFY e ENUM('y', 'x'), MODIFY d DATETIME(3)",
      "INSERT INTO altered VALUES (10, 4, -1, '你', 'y', '2026-01-02 03:04:05.678')",
      'ALTER TABLE altered DROP COLUMN a, CHANGE b c VARCHAR(9) CHARACTER SET utf8mb4 AFTER d',
      "INSERT INTO altered VALUES (10, 5, 'y', '2026-01-02 03:04:05.678', '\u{1f3cf}')",
    );
    assert.deepEqual(await published(await readOne({ table: 'altered' })), [
      { id: 1, a: -1, b: 'é', e: 'y', d: '2026-01-02T03:04:05Z' },
      { f: 10, id: 2, a: -1, b: 'é', e: 'y', d: '2026-01-02T03:04:05Z' },
      { f: 10, id: 3, a: '-1', b: '你', e: 'y', d: '2026-01-02T03:04:05Z' },
      { f: 10, id: 4, a: '-1', b: '你', e: 'y', d: '2026-01-02T03:04:05.678Z' },
      { f: 10, id: 5, e: 'y', d: '2026-01-02T03:04:05.678Z', c: '\u{1f3cf}' },
    ]);
  });

  it('keeps hidden what was renamed or dropped', async () => {
    await run(
      'CREATE TABLE hiding (id INT PRIMARY KEY, secret INT, other INT)',
      'INSERT INTO hiding VALUES (1, 2, 3)',
      'ALTER TABLE hiding CHANGE secret hidden INT',
      'INSERT INTO hiding VALUES (2, 2, 3)',
      'ALTER TABLE hiding DROP COLUMN other',
    );
    assert.deepEqual(await published(await readOne({ table: 'hiding', exclude: ['hidden'] })), [{ id: 1 }, { id: 2 }]);
  });

  it('leaves out what cannot be carried: of what is there now, the change of definition is still to come', async () => {
    await run(
      'CREATE TABLE gone (id INT PRIMARY KEY, p POINT, q POINT)',
      "INSERT INTO gone VALUES (1, ST_GeomFromText('POINT(1 2)'), NULL)",
      'ALTER TABLE gone DROP COLUMN p',
    );
    assert.deepEqual(await published(await readOne({ table: 'gone', exclude: ['q'] })), [{ id: 1 }]);
    await run('ALTER TABLE gone DROP COLUMN q', 'ALTER TABLE gone ADD COLUMN p INT');
    assert.deepEqual(await published(await readOne({ table: 'gone' })), [{ id: 1 }]);
  });

  it('knows rows from before the key column', async () => {
    await run(
      'CREATE TABLE keyless (a INT)',
      'INSERT INTO keyless VALUES (1)',
      'ALTER TABLE keyless ADD COLUMN id INT AUTO_INCREMENT PRIMARY KEY',
    );
    const table = await readOne({ table: 'keyless' });
    const [change] = await wire.changesOf('keyless');
    assert.ok(change);
    assert.equal(rowWriter(table, change.map), null);
  });

  it('sees that a session leaves columns out', async () => {
    await run(
      'CREATE TABLE partial (id INT PRIMARY KEY, a INT, b BLOB, c INT, d INT, e INT, f INT, g INT, h INT)',
      'INSERT INTO partial (id, a) VALUES (1, 1)',
      'UPDATE partial SET a = 2',
      "SET SESSION binlog_row_image = 'MINIMAL'",
      'UPDATE partial SET a = 3',
      'INSERT INTO partial (id, a) VALUES (2, 1)',
      'DELETE FROM partial WHERE id = 1',
      "SET SESSION binlog_row_image = 'FULL'",
      'DELETE FROM partial',
    );
    const changes = await wire.changesOf('partial');
    assert.deepEqual(
      changes.map(({ complete }) => complete),
      [true, true, false, false, false, true],
    );
  });
});
