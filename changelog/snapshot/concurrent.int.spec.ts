import assert from 'node:assert/strict';
import mysql from 'mysql2/promise';
import { published, untilFolded } from '../testing/fold.ts';
import { type ConnectorRun, startRun } from '../testing/run.ts';
import { assertTiles } from '../testing/snapshots.ts';
import { type Bench, openBench } from '../testing/bench.ts';
import { requestSnapshot } from './request-snapshot.ts';

const KEY = 'VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin';
const ROWS = 2_000;

describe('snapshots beside the stream', () => {
  let bench: Bench;
  let run: ConnectorRun | undefined;

  async function open(
    key: string,
    tables: Parameters<typeof openBench>[0] = ['items'],
    more: string[] = [],
  ): Promise<void> {
    bench = await openBench(
      tables,
      [`CREATE TABLE items (id ${key}, n INT NOT NULL, writer INT)`, 'CREATE TABLE more LIKE items', ...more],
      { snapshot: { chunkRows: 50 } },
    );
    const rows = Array.from({ length: ROWS }, (_, i) => [i, 0]);
    await bench.sql.query('INSERT INTO items (id, n) VALUES ?', [rows]);
  }

  afterEach(async () => {
    await run?.stop();
    run = undefined;
    await bench.close();
  });

  const snapshotRows = (): number => published(bench, 'items').filter(({ op }) => op === 'r').length;

  for (const key of [
    `${KEY} PRIMARY KEY`,
    'BIGINT UNSIGNED PRIMARY KEY',
    'VARCHAR(20) CHARACTER SET utf8mb4 PRIMARY KEY',
  ]) {
    it(`end with the rows that stand in the table, with 8 writers under way: ${key}`, async () => {
      await open(key);
      const writing = new AbortController();
      const writers = Array.from({ length: 8 }, (_, writer) => write(bench, writer, writing.signal));
      run = await startRun(bench.config);
      for (let i = 0; i < 3; i++) await requestSnapshot(bench.config, ['items'], () => undefined);
      writing.abort();
      const transactions = (await Promise.all(writers)).reduce((sum, count) => sum + count, 0);
      assert.ok(transactions > 100, `only ${String(transactions)} transactions were written meanwhile`);
      await untilFolded(bench, 'items', ['id']);
    });
  }

  it('go on after a stop where they were', async () => {
    await open(`${KEY} PRIMARY KEY`);
    const stopping = new AbortController();
    let messages = 0;
    const begun = startRun(bench.config, {
      signal: stopping.signal,
      onPublished: () => ++messages === 5 && stopping.abort(),
    });
    await begun.catch(() => undefined);
    await bench.until(() => snapshotRows() >= 250);
    const before = snapshotRows();
    assert.ok(before < ROWS);
    run = await startRun(bench.config);
    await untilFolded(bench, 'items', ['id']);
    // What was not acknowledged at the stop comes again, and no more than that.
    assert.ok(snapshotRows() <= ROWS + 100, `${String(snapshotRows())} rows in all, ${String(before)} before the stop`);
  });

  it('cover the key space of integers once, in the order of their texts', async () => {
    await open('INT PRIMARY KEY');
    await bench.sql.query(
      'INSERT INTO items (id, n) VALUES (-2147483648, 1), (-10, 1), (-9, 1), (-1, 1), (2147483647, 1)',
    );
    run = await startRun(bench.config);
    await untilFolded(bench, 'items', ['id']);
    assertTiles(bench);
  });

  it('of a table that is captured later leave the others alone', async () => {
    await open(`${KEY} PRIMARY KEY`, ['items', 'more']);
    await bench.sql.query("INSERT INTO more VALUES ('x', 1, NULL)");
    run = await startRun({ ...bench.config, tables: bench.config.tables.filter(({ table }) => table === 'items') });
    await untilFolded(bench, 'items', ['id']);
    await run.stop();
    run = await startRun(bench.config);
    await untilFolded(bench, 'more', ['id']);
    assert.equal(snapshotRows(), ROWS);
  });

  it('on demand publish the table once more, and say how far they are', async () => {
    await open(`${KEY} PRIMARY KEY`);
    run = await startRun(bench.config);
    await bench.until(() => snapshotRows() === ROWS);
    const said: string[] = [];
    await requestSnapshot(bench.config, ['items'], (line) => said.push(line));
    await bench.until(() => snapshotRows() === 2 * ROWS);
    assert.equal(said[0], 'Asked for items.');
    assert.equal(said.at(-1), 'items: done.');
    // Once: the answer is kept.
    await run.stop();
    run = await startRun(bench.config);
    await bench.sql.query("UPDATE items SET n = 5 WHERE id = '7'");
    await untilFolded(bench, 'items', ['id']);
    assert.equal(snapshotRows(), 2 * ROWS);
  });

  it('go by a unique key where one is configured, and leave out tables that are append-only', async () => {
    await open(
      `${KEY} PRIMARY KEY`,
      [
        { table: 'tags', key: ['match_id', 'tag'] },
        { table: 'log', appendOnly: true },
      ],
      [
        `CREATE TABLE tags (match_id INT NOT NULL, tag ${KEY} NOT NULL, n INT, UNIQUE KEY (tag, match_id))`,
        "INSERT INTO tags VALUES (1, 'a', 1), (1, 'b', 1), (2, 'a', 1)",
        'CREATE TABLE log (n INT)',
        'INSERT INTO log VALUES (1)',
      ],
    );
    run = await startRun(bench.config);
    await bench.sql.query(
      "UPDATE tags SET n = 2 WHERE tag = 'a'; UPDATE tags SET tag = 'c' WHERE tag = 'b'; INSERT INTO log VALUES (2), (3)",
    );
    await untilFolded(bench, 'tags', ['match_id', 'tag']);
    await bench.until(() => published(bench, 'log').length === 2);
    assert.deepEqual(
      published(bench, 'log').map((change) => [change.op, change.op === 's' ? null : change.after]),
      [
        ['c', { n: 2 }],
        ['c', { n: 3 }],
      ],
    );
  });
});

/** Random changes of rows that are there and new ones, until abort. @returns the number of transactions */
async function write({ config }: Bench, writer: number, signal: AbortSignal): Promise<number> {
  const connection = await mysql.createConnection({
    uri: `${config.mysqlUrl}/${config.database}`,
    multipleStatements: true,
  });
  let seed = writer * 7_919 + 1;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  let count = 0;
  while (!signal.aborted) {
    const id = String(random(ROWS + 200));
    const statements = [
      `REPLACE INTO items VALUES ('${id}', ${String(count)}, ${String(writer)})`,
      `DELETE FROM items WHERE id = '${id}'`,
      `UPDATE items SET n = n + 1, writer = ${String(writer)} WHERE id = '${id}'`,
      `UPDATE IGNORE items SET id = '${String(random(ROWS + 200))}' WHERE id = '${id}'`,
      `BEGIN; REPLACE INTO items VALUES ('${id}', -1, NULL); ROLLBACK`,
    ];
    try {
      await connection.query(statements[random(statements.length)] ?? '');
      count++;
    } catch (error) {
      // Of two that lock each other out the server ends one.
      if ((error as { errno?: number }).errno !== 1213) throw error;
    }
  }
  await connection.end();
  return count;
}
