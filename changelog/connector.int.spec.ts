import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import type { RowDataPacket } from 'mysql2';
import type { Envelope } from '@fanfold/kit/contract';
import { parseConfig } from './config.ts';
import type { ConnectorDocument } from './position/saved-state.ts';
import { foldRows, published, selected } from './testing/fold.ts';
import { startProxy } from './testing/proxy.ts';
import { type ConnectorRun, startRun } from './testing/run.ts';
import { openBench, type Bench } from './testing/bench.ts';

const ITEMS = `CREATE TABLE items (
  id VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY, n INT NULL, big BIGINT UNSIGNED NULL, price DECIMAL(12, 4) NULL, ratio FLOAT NULL,
  flag BOOLEAN NULL, kind ENUM('a', 'b') NULL, tags SET('x', 'y', 'z') NULL, detail JSON NULL, day DATE NULL, at DATETIME(3) NULL,
  stamp TIMESTAMP(6) NULL, took TIME(2) NULL, raw VARBINARY(20) NULL, bits BIT(12) NULL, note TEXT CHARACTER SET utf8mb4 NULL)`;
const ROW = `'a1', -5, 18446744073709551615, '12.3400', 1.1, TRUE, 'b', 'x,z', '{"a": [1, "é"], "b": null}', '2026-01-31', '2026-01-01 12:00:00.120',
  '2026-03-29 01:30:00.123456', '-101:02:03.50', x'00ff10', b'101010101010', 'Grüße 🏏'`;

describe('the connector on a real server', () => {
  let bench: Bench;
  let run: ConnectorRun | null = null;

  async function start(): Promise<void> {
    run = null;
    run = await startRun(bench.config);
  }

  async function stop(): Promise<void> {
    await run?.stop();
    run = null;
  }

  function changes(table: string): Envelope[] {
    return published(bench, table);
  }

  function rowsOf(table: string): Map<string, unknown> {
    return foldRows(changes(table), ['id']);
  }

  beforeEach(async () => {
    bench = await openBench(['items'], [ITEMS], { snapshot: { chunkRows: 2 } });
  });

  afterEach(async () => {
    await stop();
    await bench.close();
  });

  it('gives the same values from the snapshot and from the stream', async () => {
    await bench.sql.query(`INSERT INTO items VALUES (${ROW})`);
    await start();
    await bench.sql.query(`INSERT INTO items VALUES (${ROW.replace('a1', 'a2')})`);
    await bench.until(() => changes('items').some(({ op }) => op === 'c'));
    await bench.until(() => rowsOf('items').size === 2);
    const rows = rowsOf('items');
    assert.deepEqual(rows, await selected(bench, 'items'));
    assert.deepEqual({ ...(rows.get('a1') as object), id: 'a2' }, rows.get('a2'));
    assert.deepEqual(rows.get('a2'), {
      id: 'a2',
      n: -5,
      big: '18446744073709551615',
      price: '12.3400',
      ratio: 1.1,
      flag: 1,
      kind: 'b',
      tags: 'x,z',
      detail: { a: [1, 'é'], b: null },
      day: '2026-01-31',
      at: '2026-01-01T12:00:00.120Z',
      stamp: '2026-03-29T01:30:00.123456Z',
      took: '-101:02:03.50',
      raw: 'AP8Q',
      bits: 0b101010101010,
      note: 'Grüße 🏏',
    });
  });

  it('covers the key space with markers, an empty table too', async () => {
    await bench.sql.query("INSERT INTO items (id) VALUES ('a'), ('b'), ('c'), ('d')");
    await start();
    await bench.until(() => changes('items').filter(({ op }) => op === 's').length === 3);
    const markers = changes('items').flatMap((change) =>
      change.op === 's' ? [[change.keyFrom, change.keyTo, change.keys]] : [],
    );
    assert.deepEqual(
      markers.sort(
        (a, b) =>
          JSON.stringify(a[2]).length - JSON.stringify(b[2]).length || (JSON.stringify(a) < JSON.stringify(b) ? 1 : -1),
      ),
      [
        [['d'], null, []],
        [null, ['b'], [['a'], ['b']]],
        [['b'], ['d'], [['c'], ['d']]],
      ],
    );
  });

  it('keeps a transaction in one message, in order, and publishes no rollback', async () => {
    await start();
    await bench.sql.query("BEGIN; INSERT INTO items (id) VALUES ('lost'); ROLLBACK");
    await bench.sql.query(
      "BEGIN; INSERT INTO items (id) VALUES ('a'), ('b'); UPDATE items SET n = 1 WHERE id = 'a'; UPDATE items SET id = 'c' WHERE id = 'b'; COMMIT",
    );
    await bench.sql.query("DELETE FROM items WHERE id = 'a'");
    await bench.until(() => changes('items').filter(({ op }) => op === 'd').length === 2);
    const message = bench.messages.find(({ envelopes }) => envelopes.some(({ op }) => op === 'c'));
    const changed = message?.envelopes.slice(0, 5) ?? [];
    assert.deepEqual(
      changed.map((change) => [change.op, change.op === 's' ? null : (change.after ?? change.before)?.['id']]),
      [
        ['c', 'a'],
        ['c', 'b'],
        ['u', 'a'],
        ['d', 'b'],
        ['c', 'c'],
      ],
    );
    // A changed key is a row gone and a row that has come, at one place.
    const [a = NaN, b = NaN, update = NaN, gone = NaN, come = NaN] = changed.map(({ source }) => source.row);
    assert.ok(a === 0 && b === 1 && b < update && update < gone && gone === come);
    assert.deepEqual([...rowsOf('items').keys()], ['c']);
    assert.ok(changes('items').every((change) => change.op === 's' || change.after?.['id'] !== 'lost'));
  });

  it('names the start of the transaction as the server lists it', async () => {
    await start();
    await bench.sql.query("INSERT INTO items (id) VALUES ('a')");
    await bench.until(() => changes('items').some(({ op }) => op === 'c'));
    const change = changes('items').find(({ op }) => op === 'c');
    const [events] = await bench.sql.query<{ Pos: number; Event_type: string }[] & []>(
      `SHOW BINLOG EVENTS IN '${String(change?.source.file)}'`,
    );
    assert.ok(events.some(({ Pos, Event_type }) => Pos === change?.source.pos && /gtid/i.test(Event_type)));
  });

  it('follows DDL in mid-stream', async () => {
    await start();
    await bench.sql.query(
      "ALTER TABLE items ADD COLUMN extra JSON NULL; INSERT INTO items (id, extra) VALUES ('a', '[1]')",
    );
    await bench.until(() => rowsOf('items').size === 1);
    assert.deepEqual(rowsOf('items'), await selected(bench, 'items'));
  });

  it('stops at TRUNCATE with a code', async () => {
    await start();
    await bench.sql.query('TRUNCATE TABLE items');
    await assert.rejects(run?.ended ?? Promise.resolve(), { code: 'UNSUPPORTED_EVENT' });
    run = null;
  });

  it('refuses a position that is not in the history, another server, a missing table, and a poor account', async () => {
    await start();
    await bench.sql.query("INSERT INTO items (id) VALUES ('a')");
    await bench.until(() => rowsOf('items').size === 1);
    await stop();
    const app = initializeApp({ projectId: bench.config.projectId }, bench.config.projectId);
    const document = getFirestore(app).doc('connectors/main');
    const { state } = (await document.get()).data() as ConnectorDocument;
    assert.ok(state);
    const wrong = [
      [{ pos: state.pos + 1_000_000_000 }, 'POSITION_LOST'],
      [{ gtid: state.gtid?.replace(/\d+$/, '999999999') }, 'POSITION_LOST'],
      [{ file: 'binlog.000000' }, 'POSITION_PURGED'],
      [{ server: 'another' }, 'SERVER_CHANGED'],
      [{ fileCreatedMs: 1_000 }, 'POSITION_LOST'],
    ] as const;
    for (const [change, code] of wrong) {
      await document.update({ state: { ...state, ...change } });
      await assert.rejects(start(), { code });
    }
    await deleteApp(app);
    await bench.sql.query("CREATE USER IF NOT EXISTS changelog_test@'%'; GRANT SELECT ON *.* TO changelog_test@'%'");
    const configured = bench.config;
    bench.config = { ...configured, mysqlUrl: configured.mysqlUrl.replace(/\/\/.*@/, '//changelog_test@') };
    await assert.rejects(start(), { code: 'MISSING_PRIVILEGE' });
    bench.config = { ...configured, mysqlUrl: 'mysql://root@127.0.0.1:1' };
    await assert.rejects(start(), { code: 'SERVER_UNREACHABLE' });
    await bench.sql.query("DROP USER changelog_test@'%'");
    bench.config = parseConfig({ ...configured, tables: ['items', 'missing'] });
    await assert.rejects(start(), { code: 'TABLE_MISSING' });
  });

  it('moves the saved position while captured tables are idle', async () => {
    await start();
    await bench.sql.query('CREATE TABLE others (id INT); INSERT INTO others VALUES (1); FLUSH BINARY LOGS');
    await bench.sql.query('INSERT INTO others VALUES (2)');
    const [files] = await bench.sql.query<RowDataPacket[]>('SHOW BINARY LOGS');
    const last = files.at(-1);
    const app = initializeApp({ projectId: bench.config.projectId }, bench.config.projectId);
    await new Promise<void>((resolve, reject) => {
      getFirestore(app)
        .doc('connectors/main')
        .onSnapshot((snapshot) => {
          const { state } = snapshot.data() as ConnectorDocument;
          // A file begins at 4: the transaction in it has passed.
          if (state?.file === last?.['Log_name'] && Number(state?.pos) > 4) resolve();
        }, reject);
    });
    await deleteApp(app);
  });

  it('reconnects when the connection is cut, and loses nothing', async () => {
    const target = new URL(bench.config.mysqlUrl);
    const proxy = await startProxy(target.host);
    target.host = proxy.address;
    bench.config = { ...bench.config, mysqlUrl: target.href };
    try {
      await start();
      for (let i = 0; i < 60; i++) {
        await bench.sql.query(`INSERT INTO items (id) VALUES ('a${String(i)}'), ('b${String(i)}')`);
        if (i % 20 === 10) proxy.cut();
      }
      await bench.until(() => rowsOf('items').size === 120);
      assert.deepEqual(rowsOf('items'), await selected(bench, 'items'));
    } finally {
      await stop();
      proxy.close();
    }
  });

  it('resumes after SIGKILL in mid-stream and loses nothing', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'changelog-'));
    const file = path.join(folder, 'config.json');
    writeFileSync(file, JSON.stringify(bench.config));
    let child = await spawnConnector(file);
    try {
      for (let round = 0; round < 3; round++) {
        for (let i = 0; i < 60; i++) {
          const id = `'r${String((round * 37 + i * 7) % 50)}'`;
          await bench.sql.query(
            `BEGIN; REPLACE INTO items (id, n) VALUES (${id}, ${String(round * 100 + i)}), ('x${String(i)}', ${String(round)}); COMMIT`,
          );
          if (i % 5 === 0) await bench.sql.query(`DELETE FROM items WHERE id = ${id}`);
          if (i === 40) child.kill('SIGKILL');
        }
        if (child.signalCode === null) await once(child, 'exit');
        child = await spawnConnector(file);
      }
      const expected = await selected(bench, 'items');
      await bench.until(
        () =>
          rowsOf('items').size === expected.size &&
          JSON.stringify([...rowsOf('items')]) === JSON.stringify([...expected]),
      );
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number];
      assert.equal(code, 0);
    } finally {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    }
  });
});

/** Starts main.ts as a process of its own; resolves when it streams. */
async function spawnConnector(file: string): Promise<ChildProcess> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import=tsx', main, '--config', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if ((JSON.parse(line) as { event: string }).event === 'ready') break;
  }
  child.stdout.resume();
  return child;
}
