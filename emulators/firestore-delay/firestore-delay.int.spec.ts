import assert from 'node:assert/strict';
import { FieldValue, Firestore } from 'firebase-admin/firestore';
import { type FirestoreDelay, startFirestoreDelay } from './firestore-delay.ts';

describe('Firestore with the delays of production', () => {
  const emulator = process.env['FIRESTORE_EMULATOR_HOST'] ?? '';
  let proxy: FirestoreDelay;
  let db: Firestore;
  let projectId: string;
  /** What was waited for, in order; the spec itself waits for nothing. */
  let delays: [method: string, ms: number][];
  let release: (() => void)[] | undefined;

  beforeEach(async () => {
    delays = [];
    release = undefined;
    proxy = await startFirestoreDelay({
      target: emulator,
      delay: async (ms, method) => {
        delays.push([method, ms]);
        if (release) await new Promise<void>((done) => release?.push(done));
      },
    });
    projectId = `demo-delay-${crypto.randomUUID().slice(0, 8)}`;
    db = openFirestore(proxy.host);
  });
  afterEach(async () => {
    await db.terminate();
    await proxy.close();
  });

  /** The variable takes precedence over every option. */
  function openFirestore(host: string): Firestore {
    process.env['FIRESTORE_EMULATOR_HOST'] = host;
    const opened = new Firestore({ projectId });
    process.env['FIRESTORE_EMULATOR_HOST'] = emulator;
    return opened;
  }

  it('delays reads, queries and commits', async () => {
    const book = db.doc('books/a');
    await book.set({ title: 'one' });
    assert.equal((await book.get()).get('title'), 'one');
    assert.equal((await db.collection('books').get()).size, 1);
    assert.equal((await db.collection('books').count().get()).data().count, 1);
    assert.deepEqual(delays, [
      ['Commit', 80],
      ['BatchGetDocuments', 25],
      ['RunQuery', 25],
      ['RunAggregationQuery', 25],
    ]);
  });

  it('answers nothing before the delay is over', async () => {
    release = [];
    const written = db.doc('books/a').set({ title: 'one' });
    while (release.length === 0) await new Promise((done) => setImmediate(done));
    const direct = openFirestore(emulator);
    assert.equal((await direct.doc('books/a').get()).exists, false);
    release[0]?.();
    await written;
    assert.equal((await direct.doc('books/a').get()).exists, true);
    await direct.terminate();
  });

  it('takes transactions that meet', async () => {
    const counter = db.doc('books/counter');
    const add = () =>
      db.runTransaction(async (transaction) => {
        const count = ((await transaction.get(counter)).get('count') as number | undefined) ?? 0;
        transaction.set(counter, { count: count + 1 });
      });
    await Promise.all(Array.from({ length: 5 }, add));
    assert.equal((await counter.get()).get('count'), 5);
    assert.ok(delays.filter(([method]) => method === 'Commit').length >= 5);
  });

  it('passes errors on with their codes', async () => {
    await assert.rejects(db.doc('books/none').update({ title: 'x' }), { code: 5 });
    await db.doc('books/a').create({ title: 'one' });
    await assert.rejects(db.doc('books/a').create({ title: 'two' }), { code: 6 });
  });

  it('pushes to listeners without a delay, and many documents at once', async () => {
    const seen: unknown[] = [];
    let heard = () => {};
    const stop = db.doc('books/a').onSnapshot((snapshot) => {
      seen.push(snapshot.get('n'));
      heard();
    });
    const until = async (n: number) => {
      while (seen.at(-1) !== n) await new Promise<void>((done) => (heard = done));
    };
    await db.doc('books/a').set({ n: 1 });
    await until(1);
    await db.doc('books/a').update({ n: FieldValue.increment(1) });
    await until(2);
    stop();
    const big = 'x'.repeat(200_000);
    await Promise.all(Array.from({ length: 20 }, (_, n) => db.doc(`pages/${n}`).set({ big })));
    assert.equal(
      (await db.collection('pages').get()).docs.every((page) => page.get('big') === big),
      true,
    );
    assert.deepEqual(new Set(delays.map(([method]) => method)), new Set(['Commit', 'RunQuery']));
  });

  it("delays HTTP as well, and passes on what is the emulator's", async () => {
    const documents = `http://${proxy.host}/v1/projects/${projectId}/databases/(default)/documents`;
    const headers = { authorization: 'Bearer owner', 'content-type': 'application/json' };
    const body = JSON.stringify({ fields: { title: { stringValue: 'one' } } });
    assert.equal((await fetch(`${documents}/books/a`, { method: 'PATCH', headers, body })).status, 200);
    assert.equal((await fetch(`${documents}/books/a`, { headers })).status, 200);
    const emulators = `http://${proxy.host}/emulator/v1/projects/${projectId}/databases/(default)/documents`;
    assert.equal((await fetch(emulators, { method: 'DELETE', headers })).status, 200);
    assert.equal((await fetch(`${documents}/books/a`, { headers })).status, 404);
    assert.deepEqual(delays, [
      ['UpdateDocument', 80],
      ['GetDocument', 25],
      ['GetDocument', 25],
    ]);
  });
});
