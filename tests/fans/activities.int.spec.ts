import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { Host } from '@fanfold/emulators/host/host';
import { applySchema } from '@fanfold/emulators/mysql/server';
import { type RunningConnector, startConnector } from '@fanfold/emulators/stack/connector';
import { startServices } from '@fanfold/emulators/stack/services';
import { untilDocument } from '@fanfold/emulators/start/documents';
import { directFan } from '@fanfold/fans/calls/direct-fan';
import { setProfile } from '@fanfold/fans/calls/set-profile';
import { ACTIVITY_TOPIC, type Activity, GRANTS_TOPIC, type Grant, publishAll } from '@fanfold/kit/messages';
import { PubSub } from '@google-cloud/pubsub';
import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { type Connection, createConnection } from 'mysql2/promise';
import { collectionsWithoutRow } from '../rules/matrix.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';

const EMULATORS = ['PUBSUB_EMULATOR_HOST', 'FIRESTORE_EMULATOR_HOST', 'FIREBASE_AUTH_EMULATOR_HOST'];
const now = () => new Date();

describe('activities from MySQL to a listener', () => {
  const env = Object.fromEntries(EMULATORS.map((name) => [name, process.env[name] ?? '']));
  const database = `fans_${process.pid}`;
  const lines: string[] = [];
  let firestore: TestFirestore;
  let pubsub: PubSub;
  let host: Host;
  let connector: RunningConnector;
  let connection: Connection;

  before(async () => {
    firestore = openFirestore();
    const { projectId } = firestore;
    const mysqlUrl = process.env['MYSQL_URL'] ?? assert.fail('MYSQL_URL is not set');
    await applySchema(mysqlUrl, database);
    connection = await createConnection({ uri: `${mysqlUrl}/${database}` });
    pubsub = new PubSub({ projectId });
    const onLine = (line: string) => void lines.push(line);
    host = await startServices({ projectId, env, only: ['fans'], onLine: (_, line) => onLine(line) });
    assert.deepEqual([...host.failed], []);
    connector = await startConnector({ mysqlUrl, database, projectId, env, tables: ['fan_actions'], onLine });
  });
  after(async () => {
    await connector.part.stop();
    rmSync(connector.configFile);
    await host.stop();
    await connection.query('DROP DATABASE ??', [database]);
    await connection.end();
    await pubsub.close();
    await firestore.close();
  });
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.error(lines.slice(-40).join('\n'));
  });

  const insert = (id: string, uid: string, kind: string, at = now()) =>
    connection.query('INSERT INTO fan_actions (id, fan_id, kind, subject, occurred_at) VALUES (?, ?, ?, ?, ?)', [
      id,
      uid,
      kind,
      'm1',
      at,
    ]);
  const untilXp = (uid: string, xp: number): Promise<DocumentSnapshot> =>
    untilDocument(firestore.db, `fans/${uid}`, (shown) => shown.get('xp') === xp);

  it('show what a row gives, move it with its fan, and take back what is deleted', async () => {
    await insert('1', 'ana', 'watched');
    await untilXp('ana', 10);
    await insert('2', 'ana', 'predicted');
    const shown = await untilXp('ana', 15);
    assert.equal((shown.get('counters') as Record<string, number>)['matches'], 1);
    assert.ok((await firestore.db.doc('fans/ana/achievements/spectator').get()).exists);
    await connection.query('UPDATE fan_actions SET fan_id = ? WHERE id = ?', ['ben', '1']);
    await Promise.all([untilXp('ana', 5), untilXp('ben', 10)]);
    await connection.query('UPDATE fan_actions SET occurred_at = ?, kind = ? WHERE id = ?', [
      new Date('2026-02-03T12:00:00Z'),
      'won',
      '1',
    ]);
    await untilXp('ben', 20);
    await connection.query('DELETE FROM fan_actions');
    await Promise.all([untilXp('ana', 0), untilXp('ben', 0)]);
    assert.equal((await firestore.db.doc('fans/ana/achievements/spectator').get()).exists, false);
  });

  it('take what services say, pay what it wins, and leave nothing of a fan who is erased', async () => {
    const { db } = firestore;
    const granted = new Promise<Grant>((resolve) => {
      void pubsub
        .topic(GRANTS_TOPIC)
        .createSubscription('granted')
        .then(([subscription]) =>
          subscription.on('message', (message) => {
            message.ack();
            resolve((JSON.parse(message.data.toString()) as [Grant])[0]);
          }),
        );
    });
    await untilSubscribed(pubsub, 'granted');
    const activity: Activity = {
      v: 1,
      id: 'fantasy:m1:cleo_1:hundredPoints',
      uid: 'cleo',
      kind: 'fantasy.hundredPoints',
      at: now().toISOString(),
      matchId: 'm1',
      body: {},
    };
    await setProfile(db, { uid: 'cleo', ops: false, token: {} }, { name: 'Cleo', avatar: 'owl' }, now);
    await publishAll(pubsub, ACTIVITY_TOPIC, [activity, { ...activity, kind: 'no kind' }, activity]);
    const { id, uid, amount } = await granted;
    assert.deepEqual([id, uid, amount], ['fans:cleo:achievement:centurion:0', 'cleo', 10]);
    assert.equal((await untilXp('cleo', 50)).get('name'), 'Cleo');
    await untilDocument(db, 'fans/cleo/state/activities', (state) => (state.get('outbox') as unknown[]).length === 0);
    await publishAll(pubsub, ACTIVITY_TOPIC, [{ ...activity, id: 'fantasy:m2:cleo_1:lead', kind: 'fantasy.lead' }]);
    await untilDocument(db, 'fans/cleo/feed/000001', (item) => item.exists);
    await untilXp('cleo', 150);

    const paths = async () => {
      const documents = await Promise.all(
        (await db.doc('fans/cleo').listCollections()).map((collection) => collection.listDocuments()),
      );
      return documents.flat().map(({ path }) => path);
    };
    assert.deepEqual(collectionsWithoutRow(await paths()), []);
    const operator = { uid: 'operator', ops: true, token: {} };
    await directFan(db, operator, 'eraseFan', { uid: 'cleo', reason: 'Asked for.' }, now);
    await Promise.all(
      (await paths())
        .filter((path) => !isTombstone(path))
        .map((path) => untilDocument(db, path, (document) => !document.exists)),
    );
    await publishAll(pubsub, ACTIVITY_TOPIC, [
      { ...activity, id: 'fantasy:m3:cleo_1:lead' },
      { ...activity, id: 'fantasy:m3:dan_1:lead', uid: 'dan' },
    ]);
    await untilXp('dan', 50);
    assert.deepEqual(
      (await paths()).filter((path) => !isTombstone(path)),
      [],
    );
    assert.equal((await db.doc('fans/cleo').get()).exists, false);
  });
});

async function untilSubscribed(pubsub: PubSub, name: string): Promise<void> {
  while (!(await pubsub.subscription(name).exists())[0]);
}

/** What stays of a fan who is erased. */
function isTombstone(path: string): boolean {
  return /\/state\/(profile|activities|keys)$/.test(path);
}
