import assert from 'node:assert/strict';
import type { RowDataPacket } from 'mysql2';
import { versionOf } from '@fanfold/kit/contract';
import { foldRows, published } from '../testing/fold.ts';
import { beginRun, type ConnectorRun, startRun } from '../testing/run.ts';
import { type Bench, openBench } from '../testing/bench.ts';

const KEY = 'VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin';

describe('versions within a transaction', () => {
  let bench: Bench;
  let runs: ConnectorRun[] = [];

  async function open(overrides: Record<string, unknown> = {}): Promise<void> {
    bench = await openBench(
      ['items', 'others'],
      [
        `CREATE TABLE items (id ${KEY} PRIMARY KEY, n INT)`,
        `CREATE TABLE others (id ${KEY} PRIMARY KEY, note LONGTEXT)`,
        "INSERT INTO items VALUES ('a', 0)",
      ],
      overrides,
    );
  }

  /** Of the configuration with only some of its tables. */
  const capturing = (...names: string[]): Bench['config'] => ({
    ...bench.config,
    tables: bench.config.tables.filter(({ table }) => names.includes(table)),
  });

  afterEach(async () => {
    for (const run of runs.splice(0)) await run.stop();
    await bench.close();
  });

  const item = (id: string): unknown => foldRows(published(bench, 'items'), ['id']).get(id);
  const has = (n: number): boolean =>
    published(bench, 'items').some((change) => change.op === 'u' && change.after?.['n'] === n);

  it('let no older change of a row win when a table is taken out while a transaction is half published', async () => {
    // A row a message, and nothing is read while one is under way.
    await open({ batch: { maxRows: 1 }, publish: { maxUnackedBytes: 1 } });
    runs = [await startRun(bench.config)];
    await runs.pop()?.stop();
    const stopping = new AbortController();
    let items = 0;
    const { run, ready } = beginRun(bench.config, {
      signal: stopping.signal,
      onPublished: ({ topic }) => topic === 'changes.items' && ++items === 2 && stopping.abort(),
    });
    await ready;
    const fill = async (from: number): Promise<void> => {
      const rows = Array.from({ length: 20 }, (_, i) => [String(from + i), 'x'.repeat(100_000)]);
      await bench.sql.query('INSERT INTO others VALUES ?', [rows]);
    };
    await bench.sql.beginTransaction();
    await bench.sql.query("UPDATE items SET n = 1 WHERE id = 'a'");
    await fill(0);
    await bench.sql.query("UPDATE items SET n = 2 WHERE id = 'a'");
    await bench.sql.query("INSERT INTO items VALUES ('b', 0)");
    await fill(20);
    await bench.sql.query("UPDATE items SET n = 3 WHERE id = 'a'");
    await bench.sql.commit();
    await run.ended;
    await bench.until(() => has(2));
    assert.ok(!has(3), 'the transaction was half published');

    runs = [await startRun(capturing('items'))];
    await bench.until(() => has(3));
    assert.deepEqual(item('a'), { id: 'a', n: 3 });
  });

  it('are the same whatever else is captured, also where MariaDB compresses rows', async () => {
    await open();
    runs = [await startRun(bench.config), await startRun({ ...capturing('items'), connectorId: 'other' })];
    const [[server]] = await bench.sql.query<RowDataPacket[]>("SELECT VERSION() LIKE '%MariaDB%' AS isMariaDb");
    await writeTransaction('plain');
    if (server?.['isMariaDb']) {
      await bench.sql.query('SET GLOBAL log_bin_compress = ON');
      await writeTransaction('compressed').finally(() => bench.sql.query('SET GLOBAL log_bin_compress = OFF'));
    }
    await bench.sql.query("INSERT INTO items VALUES ('last', 0)");
    const changes = (): string[] =>
      published(bench, 'items').flatMap((change) =>
        change.op === 'c' || change.op === 'u'
          ? [`${versionOf(change, 0).slice(10)} ${JSON.stringify(change.after)}`]
          : [],
      );
    // Inserted and updated; messages come in any order.
    const written = server?.['isMariaDb'] ? 1 + 1002 + 1502 : 1 + 1002;
    await bench.until(() => changes().length >= 2 * written);
    // Of each change one from either connector.
    assert.equal(new Set(changes()).size, written);
    assert.equal(changes().length, 2 * written);
  });

  async function writeTransaction(name: string): Promise<void> {
    const rows = Array.from({ length: 500 }, (_, i) => [`${name}${String(i)}`, 0]);
    await bench.sql.beginTransaction();
    await bench.sql.query('INSERT INTO items VALUES ?', [rows]);
    await bench.sql.query('INSERT INTO others SELECT id, REPEAT(id, 100) FROM items');
    await bench.sql.query('UPDATE items SET n = n + 1');
    await bench.sql.query('DELETE FROM others');
    await bench.sql.query("UPDATE items SET n = 3 WHERE id = 'a'");
    await bench.sql.commit();
  }
});
