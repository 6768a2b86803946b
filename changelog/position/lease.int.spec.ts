import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type App, deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { untilFolded } from '../testing/fold.ts';
import { beginRun, startRun } from '../testing/run.ts';
import { openBench } from '../testing/bench.ts';
import type { SavedState } from './saved-state.ts';
import { serverIdOf, StateStore } from './state-store.ts';

const LEASE_MS = 400;
const STATE: SavedState = {
  file: 'binlog.000001',
  pos: 4,
  gtid: null,
  fileCreatedMs: null,
  server: 'a',
  serverStarted: 0,
  isExact: false,
  epoch: 7,
  snapshots: {},
};

describe('the lease', () => {
  let app: App;
  let firestore: Firestore;
  const { signal } = new AbortController();

  beforeEach(() => {
    app = initializeApp({ projectId: `demo-lease-${randomUUID().slice(0, 8)}` }, randomUUID());
    firestore = getFirestore(app);
  });

  afterEach(() => deleteApp(app));

  const storeOf = (holder: string): StateStore => new StateStore(firestore, 'main', LEASE_MS, holder);

  it('passes on at once when its holder lets go, with the state', async () => {
    const first = storeOf('first');
    assert.deepEqual(await first.acquire(signal), { state: null });
    await first.save(STATE, true);
    assert.deepEqual(await storeOf('second').acquire(signal), { state: STATE });
  });

  it('stays with a holder that shows signs of life, and passes on when they end; the old holder saves no more', async () => {
    const first = storeOf('first');
    await first.acquire(signal);
    const second = storeOf('second');
    let isTaken = false;
    const taking = second.acquire(signal).then((taken) => {
      isTaken = true;
      return taken;
    });
    const until = performance.now() + 4 * LEASE_MS;
    for (let pos = 5; performance.now() < until; pos++) await first.save({ ...STATE, pos });
    assert.ok(!isTaken);
    await first.save(STATE);
    assert.deepEqual(await taking, { state: STATE });
    await assert.rejects(first.save({ ...STATE, pos: 99 }), { code: 'LEASE_LOST' });
    await second.save({ ...STATE, pos: 100 }, true);
    assert.deepEqual(await storeOf('third').acquire(signal), { state: { ...STATE, pos: 100 } });
  });

  it('is lost with its document', async () => {
    const first = storeOf('first');
    await first.acquire(signal);
    await firestore.doc('connectors/main').delete();
    await assert.rejects(first.save(STATE), { code: 'LEASE_LOST' });
    await storeOf('second').acquire(signal);
    await assert.rejects(first.save(STATE), { code: 'LEASE_LOST' });
  });

  it('gives each holder a server id of its own', () => {
    const ids = new Set(Array.from({ length: 1_000 }, (_, i) => serverIdOf(`holder ${String(i)}`)));
    assert.equal(ids.size, 1_000);
    for (const id of ids) assert.ok(id >= 2 ** 31 && id < 2 ** 32);
  });

  it('lets a second connector wait, and go on where the first one stopped', async () => {
    const key = 'VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin';
    const bench = await openBench(['items'], [`CREATE TABLE items (id ${key} PRIMARY KEY, n INT)`]);
    const first = await startRun(bench.config);
    const second = beginRun(bench.config);
    try {
      for (let i = 0; i < 100; i++) {
        await bench.sql.query('REPLACE INTO items VALUES (?, ?)', [String(i % 30), i]);
        if (i === 50) await first.stop();
      }
      await second.ready;
      await untilFolded(bench, 'items', ['id']);
    } finally {
      await second.run.stop();
      await bench.close();
    }
  });
});
