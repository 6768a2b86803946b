import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { Host } from '@fanfold/emulators/host/host';
import { applySchema } from '@fanfold/emulators/mysql/server';
import { type RunningConnector, startConnector } from '@fanfold/emulators/stack/connector';
import { startServices } from '@fanfold/emulators/stack/services';
import { dumpFirestore, untilDocument } from '@fanfold/emulators/start/documents';
import { directFan } from '@fanfold/fans/calls/direct-fan';
import { followFan } from '@fanfold/fans/following/follow';
import { claimHandle } from '@fanfold/fans/keys/claim-handle';
import { type Connection, createConnection } from 'mysql2/promise';
import { collectionsWithoutRow } from '../rules/matrix.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';

const EMULATORS = ['PUBSUB_EMULATOR_HOST', 'FIRESTORE_EMULATOR_HOST', 'FIREBASE_AUTH_EMULATOR_HOST'];
const now = () => new Date();
const caller = (uid: string) => ({ uid, ops: uid === 'operator', token: {} });

describe('keys from MySQL', () => {
  const env = Object.fromEntries(EMULATORS.map((name) => [name, process.env[name] ?? '']));
  const database = `fan_keys_${process.pid}`;
  const lines: string[] = [];
  let firestore: TestFirestore;
  let host: Host;
  let connector: RunningConnector;
  let connection: Connection;

  before(async () => {
    firestore = openFirestore();
    const { projectId } = firestore;
    const mysqlUrl = process.env['MYSQL_URL'] ?? assert.fail('MYSQL_URL is not set');
    await applySchema(mysqlUrl, database);
    connection = await createConnection({ uri: `${mysqlUrl}/${database}` });
    const onLine = (line: string) => void lines.push(line);
    host = await startServices({ projectId, env, only: ['fans'], onLine: (_, line) => onLine(line) });
    assert.deepEqual([...host.failed], []);
    connector = await startConnector({ mysqlUrl, database, projectId, env, tables: ['fans'], onLine });
  });
  after(async () => {
    await connector.part.stop();
    rmSync(connector.configFile);
    await host.stop();
    await connection.query('DROP DATABASE ??', [database]);
    await connection.end();
    await firestore.close();
  });
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.error(lines.slice(-40).join('\n'));
  });

  const insert = (id: string, handle: string) =>
    connection.query('INSERT INTO fans (id, handle, name, email, phone, created_at) VALUES (?, ?, ?, ?, ?, ?)', [
      id,
      handle,
      'Fan',
      `${id}@example.com`,
      null,
      now(),
    ]);
  const untilHolder = (key: string, uid: string | null) =>
    untilDocument(firestore.db, `handles/${key}`, (document) => document.exists && document.get('uid') === uid);

  it('follow its rows, wait where they collide, and end waiting when a row, a call or an erasure gives one up', async () => {
    const { db } = firestore;
    await insert('ana', 'ana_costa');
    await untilHolder('ana_costa', 'ana');
    // MySQL takes it for another one.
    await insert('ben', 'ana_c0sta');
    await untilDocument(db, 'keyConflicts/handle:ben', (conflict) => conflict.get('waitsFor') === 'handles/ana_costa');
    await insert('cleo', 'ana_cos_ta');
    await connection.query('UPDATE fans SET handle = ? WHERE id = ?', ['anna', 'ana']);
    await Promise.all([untilHolder('ana_costa', 'ben'), untilHolder('anna', 'ana')]);
    await untilDocument(db, 'keyConflicts/handle:ben', (conflict) => !conflict.exists);

    await connection.query('UPDATE fans SET handle = ? WHERE id = ?', ['annA_', 'cleo']);
    await untilDocument(db, 'keyConflicts/handle:cleo', (conflict) => conflict.get('problem') === 'badUnderscore');
    await connection.query('UPDATE fans SET handle = ? WHERE id = ?', ['ana_cost4', 'cleo']);
    await untilHolder('ana_cost4', 'cleo');
    await claimHandle(db, caller('cleo'), { handle: 'cleo' }, now);
    await insert('dan', 'cIeo');
    await untilDocument(db, 'keyConflicts/handle:dan', (conflict) => conflict.get('waitsFor') === 'handles/cieo');
    await followFan(db, caller('ben'), { uid: 'cleo' }, true, now);
    await directFan(db, caller('operator'), 'eraseFan', { uid: 'cleo', reason: 'A test.' }, now);
    await untilHolder('cieo', 'dan');
    await untilDocument(db, 'following/ben', (following) => (following.get('fans') as string[]).length === 0);

    await connection.query('DELETE FROM fans WHERE id = ?', ['ben']);
    await untilHolder('ana_costa', null);
    const dump = await dumpFirestore(db);
    assert.doesNotMatch(JSON.stringify(dump), /example/);
    assert.deepEqual(collectionsWithoutRow(Object.keys(dump)), []);
  });
});
