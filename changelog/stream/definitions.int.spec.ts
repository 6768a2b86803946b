import assert from 'node:assert/strict';
import type { RowDataPacket } from 'mysql2';
import { published, untilFolded } from '../testing/fold.ts';
import { type ConnectorRun, startRun } from '../testing/run.ts';
import { type Bench, openBench } from '../testing/bench.ts';

const KEY = 'VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin';

describe('definitions that change in mid-stream', () => {
  let bench: Bench;
  let run: ConnectorRun;

  beforeEach(async () => {
    bench = await openBench(
      ['items'],
      [
        `CREATE TABLE items (id ${KEY} PRIMARY KEY, n INT, note TEXT)`,
        "INSERT INTO items VALUES ('a', 1, 'one'), ('b', 2, 'two'), ('c', 3, NULL)",
      ],
      { onTruncate: 'marker', snapshot: { chunkRows: 2 } },
    );
    run = await startRun(bench.config);
    await untilFolded(bench, 'items', ['id']);
  });

  afterEach(async () => {
    await run.stop().catch(() => undefined);
    await bench.close();
  });

  const changes: [string, string[]][] = [
    ['a column is added, with a default', ['ALTER TABLE items ADD COLUMN extra INT NOT NULL DEFAULT 7 FIRST']],
    ['a column is dropped', ['ALTER TABLE items DROP COLUMN note']],
    [
      'a column is dropped and added again',
      ['ALTER TABLE items DROP COLUMN note', 'ALTER TABLE items ADD COLUMN note TEXT'],
    ],
    ['a column is renamed', ['ALTER TABLE items CHANGE COLUMN n number INT']],
    ['a column gets another type', ['ALTER TABLE items MODIFY COLUMN n VARCHAR(20)']],
    ['a column becomes JSON', ["UPDATE items SET note = '[1]'", 'ALTER TABLE items MODIFY COLUMN note JSON']],
    [
      'another table takes its place, as gh-ost does',
      [
        'CREATE TABLE _items_gho LIKE items',
        'ALTER TABLE _items_gho ADD COLUMN extra BOOLEAN DEFAULT TRUE',
        "INSERT INTO _items_gho VALUES ('b', 20, 'changed', FALSE), ('d', 4, 'new', TRUE)",
        'RENAME TABLE items TO _items_del, _items_gho TO items',
      ],
    ],
    [
      'it is dropped and created again',
      [
        'DROP TABLE items',
        `CREATE TABLE items (id ${KEY} PRIMARY KEY, other INT)`,
        "INSERT INTO items VALUES ('a', 5)",
      ],
    ],
    ['it is truncated', ['TRUNCATE TABLE items', "INSERT INTO items (id) VALUES ('z')"]],
    [
      'rows and definitions take turns',
      [
        "INSERT INTO items VALUES ('d', 1, NULL)",
        'ALTER TABLE items ADD COLUMN x INT DEFAULT 1',
        "INSERT INTO items VALUES ('e', 1, NULL, 2)",
        'ALTER TABLE items DROP COLUMN x',
        "DELETE FROM items WHERE id = 'a'",
        'ALTER TABLE items ADD COLUMN x INT DEFAULT 3',
      ],
    ],
  ];
  for (const [what, statements] of changes) {
    it(`consumers end with the rows that stand in the table when ${what}`, async () => {
      for (const statement of statements) await bench.sql.query(statement);
      await bench.sql.query("INSERT INTO items (id) VALUES ('last')");
      const rows = await untilFolded(bench, 'items', ['id']);
      assert.ok(rows.has('last'));
    });
  }

  it('says that no row is left when the table is dropped, and goes on when it comes back', async () => {
    await bench.sql.query('DROP TABLE items');
    await bench.until(() =>
      published(bench, 'items').some(
        (change) => change.op === 's' && change.keyTo === null && change.keyFrom === null && change.keys.length === 0,
      ),
    );
    await run.stop();
    // Known from before, so its absence is no mistake in the configuration.
    run = await startRun(bench.config);
    await bench.sql.query(`CREATE TABLE items (id ${KEY} PRIMARY KEY, n INT)`);
    await bench.sql.query("INSERT INTO items VALUES ('x', 1)");
    assert.equal((await untilFolded(bench, 'items', ['id'])).size, 1);
  });

  it('stops when a definition brings a foreign key whose cascades the server does not log', async () => {
    const [versions] = await bench.sql.query<RowDataPacket[]>('SELECT VERSION() AS version');
    await bench.sql.query(`CREATE TABLE owners (id ${KEY} PRIMARY KEY)`);
    await bench.sql.query('ALTER TABLE items ADD COLUMN owner VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin');
    await bench.sql.query('ALTER TABLE items ADD FOREIGN KEY (owner) REFERENCES owners (id) ON DELETE CASCADE');
    if (/MariaDB|^8\./.test(String(versions[0]?.['version'])))
      await assert.rejects(run.ended, { code: 'CASCADING_FOREIGN_KEY' });
    else await untilFolded(bench, 'items', ['id']);
  });

  it('takes no new snapshot for what changes no row', async () => {
    const before = published(bench, 'items').length;
    await bench.sql.query('CREATE INDEX by_n ON items (n)');
    await bench.sql.query('CREATE TABLE others LIKE items');
    await bench.sql.query('ALTER TABLE others ADD COLUMN extra INT');
    await bench.sql.query("INSERT INTO items VALUES ('d', 4, NULL)");
    await untilFolded(bench, 'items', ['id']);
    assert.equal(published(bench, 'items').length, before + 1);
  });
});
