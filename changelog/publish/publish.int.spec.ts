import assert from 'node:assert/strict';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { versionOf } from '@fanfold/kit/contract';
import { published, untilFolded } from '../testing/fold.ts';
import { type Proxy, startProxy } from '../testing/proxy.ts';
import { type ConnectorRun, startRun } from '../testing/run.ts';
import { type Bench, openBench } from '../testing/bench.ts';

const KEY = 'VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin';
const ITEMS = `CREATE TABLE items (id ${KEY} PRIMARY KEY, match_id ${KEY}, email VARCHAR(50), secret LONGTEXT)`;

describe('publishing', () => {
  let bench: Bench;
  let run: ConnectorRun | undefined;
  let proxy: Proxy | undefined;
  const direct = process.env['PUBSUB_EMULATOR_HOST'] ?? '';

  async function start(table: Record<string, unknown>, overrides: Record<string, unknown> = {}): Promise<void> {
    bench = await openBench(
      [{ table: 'items', ...table }],
      [ITEMS, "INSERT INTO items VALUES ('0', 'm0', 'a@b.c', 'x')"],
      {
        publish: { retryMinMs: 20, retryMaxMs: 100 },
        ...overrides,
      },
    );
    proxy = await startProxy(direct);
    process.env['PUBSUB_EMULATOR_HOST'] = proxy.address;
    run = await startRun(bench.config);
  }

  afterEach(async () => {
    process.env['PUBSUB_EMULATOR_HOST'] = direct;
    proxy?.restore();
    await run?.stop();
    proxy?.close();
    run = proxy = undefined;
    await bench.close();
  });

  it('keeps the order of each bucket, also when Pub/Sub fails in between', async () => {
    await start(
      { orderBy: 'match_id' },
      { publish: { orderingBuckets: 8, retryMinMs: 20, retryMaxMs: 100 }, batch: { maxRows: 3 } },
    );
    for (let i = 1; i <= 200; i++) {
      await bench.sql.query("REPLACE INTO items VALUES (?, ?, 'a', ?)", [
        String(i % 40),
        `m${String(i % 20)}`,
        String(i),
      ]);
      if (i % 50 === 0) proxy?.cut();
    }
    await untilFolded(bench, 'items', ['id']);
    const lanes = new Map<string, string[]>();
    for (const { orderingKey, envelopes } of bench.messages) {
      for (const envelope of envelopes.filter(({ op }) => op === 'c' || op === 'u')) {
        assert.match(orderingKey ?? '', /^changes\.items\/[0-7]$/);
        const lane = lanes.get(String(orderingKey)) ?? [];
        lanes.set(String(orderingKey), lane);
        // What is published again after a failure may come twice, and then again in order.
        const version = versionOf(envelope, 0);
        if (!lane.includes(version)) lane.push(version);
      }
    }
    assert.ok(lanes.size > 4);
    for (const versions of lanes.values()) assert.deepEqual(versions, [...versions].sort());
  });

  it('hides columns, in the snapshot as in the stream', async () => {
    await start({ exclude: ['secret'], hash: ['email'] }, { hashKey: 'a key of sixteen or more' });
    await bench.sql.query(
      "INSERT INTO items VALUES ('1', 'm0', 'a@b.c', 'y'), ('2', 'm0', 'd@e.f', 'y'), ('3', 'm0', NULL, 'y')",
    );
    await bench.sql.query("UPDATE items SET secret = 'z' WHERE id = '2'");
    const rows = await untilFolded(bench, 'items', ['id']);
    const emails = ['0', '1', '2', '3'].map((id) => (rows.get(id) as { email: string | null }).email);
    assert.match(String(emails[0]), /^[0-9a-f]{64}$/);
    assert.deepEqual([emails[1] === emails[0], emails[2] === emails[0], emails[3]], [true, false, null]);
    const text = JSON.stringify(published(bench, 'items'));
    assert.doesNotMatch(text, /secret|a@b\.c|d@e\.f/);
  });

  it('splits what is too large for one message, and keeps what is there of it', async () => {
    await start({});
    const secret = (letter: string): string => letter.repeat(6_000_000);
    await bench.sql.query('INSERT INTO items VALUES (?, ?, NULL, ?)', ['1', 'm1', secret('x')]);
    // A delete and a create, of 6 MB each.
    await bench.sql.query("UPDATE items SET id = '2' WHERE id = '1'");
    await bench.sql.query('DELETE FROM items WHERE email IS NOT NULL');
    // Before and after of 6 MB each: what is long is left out before.
    await bench.sql.query("UPDATE items SET match_id = 'm2', secret = ? WHERE id = '2'", [secret('y')]);
    await untilFolded(bench, 'items', ['id']);
    const update = published(bench, 'items').find((change) => change.op === 'u');
    assert.ok(update?.op === 'u');
    assert.deepEqual(update.before, { id: '2', match_id: 'm1', email: null });
  });

  it('raises the alarm while a change stays unpublished, and says when it is over', async () => {
    await start({}, { alarmMs: 1_000, healthMs: 50 });
    const app = initializeApp({ projectId: bench.config.projectId }, bench.config.projectId);
    const health = getFirestore(app).doc('health/changelog');
    const until = (isAlarmed: boolean): Promise<void> =>
      new Promise((resolve, reject) => {
        const stop = health.onSnapshot((snapshot) => {
          if (snapshot.get('isAlarmed') !== isAlarmed) return;
          stop();
          resolve();
        }, reject);
      });
    try {
      await until(false);
      proxy?.cut(true);
      await bench.sql.query("INSERT INTO items VALUES ('1', 'm0', NULL, NULL)");
      await until(true);
      proxy?.restore();
      await until(false);
      await untilFolded(bench, 'items', ['id']);
    } finally {
      await deleteApp(app);
    }
  });

  it('does not start without its topic, and creates none', async () => {
    bench = await openBench(['items'], [ITEMS]);
    await bench.deleteTopics();
    for (let starts = 0; starts < 2; starts++)
      await assert.rejects(
        startRun(bench.config).then((started) => (run = started)),
        { code: 'TOPIC_MISSING' },
      );
  });

  it('keeps the rows of a topic that goes missing until somebody subscribes to a new one of its name', async () => {
    await start({});
    await bench.until(() => published(bench, 'items').length > 0);
    await bench.deleteTopics();
    const missing = said('"event":"publishFailed"');
    await bench.sql.query("INSERT INTO items VALUES ('1', 'm0', NULL, NULL)");
    assert.match(String((await missing)['fix']), /npm run deploy creates/);
    const unsubscribed = said('Nobody subscribes');
    await bench.createTopics();
    assert.match(String((await unsubscribed)['fix']), /subscriptions/);
    await bench.subscribe();
    await untilFolded(bench, 'items', ['id']);
  });
});

/** The next line of the connector's log that has this text. */
function said(wanted: string): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    const { write } = process.stdout;
    process.stdout.write = ((line: string | Uint8Array) => {
      const text = String(line);
      if (!text.includes(wanted)) return write.call(process.stdout, line);
      process.stdout.write = write;
      resolve(JSON.parse(text) as Record<string, unknown>);
      return true;
    }) as typeof write;
  });
}
