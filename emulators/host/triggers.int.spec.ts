import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { Firestore, Timestamp } from 'firebase-admin/firestore';
import { type Host, startHost } from './host.ts';
import { Said } from '../testing/said.ts';

describe('functions that documents and schedules trigger', () => {
  const entryOf = (name: string) => fileURLToPath(new URL(`../testing/${name}.ts`, import.meta.url));
  const firestoreHost = process.env['FIRESTORE_EMULATOR_HOST'] ?? '';
  let db: Firestore;
  let host: Host | undefined;
  let said = new Said();

  beforeEach(async () => {
    assert.notEqual(firestoreHost, '', 'FIRESTORE_EMULATOR_HOST is not set');
    const projectId = `demo-triggers-${crypto.randomUUID().slice(0, 8)}`;
    db = new Firestore({ projectId, host: firestoreHost, ssl: false });
    said = new Said();
    host = await startHost({
      services: [
        { name: 'shelves', entry: entryOf('functions') },
        { name: 'clock', entry: entryOf('schedules') },
      ],
      projectId,
      pubsubHost: process.env['PUBSUB_EMULATOR_HOST'] ?? '',
      // A run a second.
      scheduleSpeed: 60,
      refuse: ({ trigger }) => (trigger.kind === 'topic' ? 'not now' : undefined),
      onLine: said.hear,
    });
    assert.deepEqual([...host.processes.keys()].sort(), ['onBook', 'tick']);
  });
  afterEach(async () => {
    await host?.stop();
    await db.terminate();
  });

  const book = (id: string) => db.doc(`shelves/s/books/${id}`);
  const writes = (id: string) =>
    said.of('written').flatMap((line) => (line.id === id ? [[line.before, line.after]] : []));

  it('tell of new, changed and deleted documents', async () => {
    await book('a').set({ title: 'one' });
    await said.until(() => writes('a').length === 1);
    await book('a').update({ title: 'two' });
    await said.until(() => writes('a').length === 2);
    await book('a').delete();
    await said.until(() => writes('a').length === 3);
    assert.deepEqual(writes('a'), [
      [undefined, 'one'],
      ['one', 'two'],
      ['two', undefined],
    ]);
  });

  it('tell of documents of the pattern only', async () => {
    await db.doc('other/s/books/a').set({ title: 'of another collection' });
    await db.doc('shelves/s/books/a/books/b').set({ title: 'too deep' });
    await book('c').set({ title: 'right' });
    await said.until(() => said.idsOf('written').size === 1);
    assert.deepEqual(said.idsOf('written'), new Set(['c']));
  });

  it('see the fields as they were written', async () => {
    const fields = {
      title: 'Żółw – a tortoise',
      numbers: [0, -3, 2 ** 53 - 1, 0.25, -1e300, NaN, Infinity],
      nothing: null,
      yes: true,
      bytes: Buffer.from([0, 255, 7]),
      at: new Timestamp(1_790_000_000, 123_456_000),
      early: new Timestamp(-62_000_000_000, 0),
      nested: { list: [{ 'odd.name': [] }, {}] },
    };
    await book('tortoise').set(fields);
    await said.until(() => said.idsOf('written').has('tortoise'));
    const copy = (await db.doc('copies/tortoise').get()).data();
    assert.deepEqual(copy, { after: fields, params: { shelf: 's', book: 'tortoise' } });
  });

  it('are told again of what they failed on', async () => {
    await book('a').set({ title: 'a', fails: true });
    await said.until(() => said.idsOf('written').has('a'));
    assert.deepEqual(said.idsOf('failed'), new Set(['a']));
  });

  it('lose nothing when their process is killed and started again', async () => {
    await book('a').set({ title: 'one' });
    await said.until(() => said.idsOf('written').has('a'));
    await host?.kill('onBook');
    await book('a').delete();
    const ids = Array.from({ length: 300 }, (_, n) => `b${n}`);
    await Promise.all(ids.map((id) => book(id).set({ title: id })));
    await host?.restart('onBook');
    // The first write of it may come twice: its answer may not have got out of the process.
    const isDeleted = () => writes('a').some(([before, after]) => before === 'one' && after === undefined);
    await said.until(() => said.idsOf('written').size === 301 && isDeleted());
  });

  it('run by the clock, again and again', async () => {
    await said.until(() => said.of('tick').some(({ runs }) => runs === 2));
    assert.deepEqual(said.idsOf('tick'), new Set(['tick']));
    const before = said.of('tick').length;
    await host?.restart('tick');
    await said.until(() =>
      said
        .of('tick')
        .slice(before)
        .some(({ runs }) => runs === 1),
    );
  });
});
