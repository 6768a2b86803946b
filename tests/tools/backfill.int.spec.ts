import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applySchema } from '@fanfold/emulators/mysql/server';
import { type Connection, createConnection } from 'mysql2/promise';
import { SECRET } from '../../functions/fans/testing/keys-place.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';

const FANS = 1_100;

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

describe('npm run backfill', () => {
  let firestore: TestFirestore;
  let mysql: Connection;
  let folder: string;
  let database: string;

  beforeEach(async () => {
    firestore = openFirestore();
    const url = process.env['MYSQL_URL'] ?? assert.fail('MYSQL_URL is not set');
    database = firestore.projectId.replaceAll('-', '_');
    await applySchema(url, database);
    mysql = await createConnection({ uri: `${url}/${database}` });
    folder = mkdtempSync(join(tmpdir(), 'backfill-'));
    const config = { mysqlUrl: url, projectId: firestore.projectId, database, tables: ['fans'] };
    writeFileSync(join(folder, 'connector.json'), JSON.stringify(config));
  });
  afterEach(async () => {
    await mysql.query('DROP DATABASE ??', [database]);
    await mysql.end();
    await firestore.close();
    rmSync(folder, { recursive: true });
  });

  function run(env: Record<string, string>, ...args: string[]): Promise<Ended> {
    const script = fileURLToPath(new URL('../../tools/backfill/main.ts', import.meta.url));
    const options = { env: { ...process.env, GCLOUD_PROJECT: firestore.projectId, ...env } };
    return new Promise((end) => {
      const all = ['--import=tsx', script, '--config', join(folder, 'connector.json'), ...args];
      execFile(process.execPath, all, options, (error, stdout, stderr) =>
        end({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
      );
    });
  }

  const handles = async () => {
    const { docs } = await firestore.db.collection('handles').get();
    return docs.filter((each) => each.get('uid') !== null).length;
  };

  it('gives every fan of the table their keys, names what collides, and goes on after a uid', async () => {
    const rows = Array.from({ length: FANS }, (_, n) => {
      const id = `fan${String(n).padStart(5, '0')}`;
      return [
        id,
        n === 5 ? 'anna_c0sta' : n === 6 ? 'anna_costa' : `number_x${n}`,
        'Fan',
        `${id}@example.com`,
        new Date(0),
      ];
    });
    await mysql.query('INSERT INTO fans (id, handle, name, email, created_at) VALUES ?', [rows]);
    const later = await run({ FAN_KEYS: SECRET }, '--after', 'fan00999');
    assert.equal(later.code, 0, later.stderr);
    assert.match(later.stdout, /^100 fans, up to fan01099, [\d,]+ a second, 0 conflicts$/m);
    assert.equal(await handles(), 100);
    const { code, stdout, stderr } = await run({ FAN_KEYS: SECRET }, '--rate', '5000');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^CONFLICT handle fan0000[56]: taken$/m);
    assert.match(stdout, /^Done: 1,100 fans, 1 new conflicts\./m);
    assert.doesNotMatch(stdout, /example/);
    assert.equal(await handles(), FANS - 1);
    const again = await run({ FAN_KEYS: SECRET });
    assert.match(again.stdout, /^Done: 1,100 fans, 0 new conflicts\./m);
    assert.equal((await firestore.db.collection('keyConflicts').count().get()).data().count, 1);
  });

  it('says how to go on when MySQL or Firestore fails, and what is wrong with its options', async () => {
    await mysql.query('INSERT INTO fans (id, handle, name, created_at) VALUES (?, ?, ?, ?)', [
      'ana',
      'ana',
      'Ana',
      new Date(0),
    ]);
    await mysql.query('ALTER TABLE fans DROP COLUMN phone');
    const failed = await run({ FAN_KEYS: SECRET }, '--after', 'aaa');
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /phone/);
    assert.match(failed.stdout, /^Cut off\. To go on: npm run backfill -- --after aaa$/m);
    for (const [args, stderr] of [
      [['--rate', '0'], /--rate takes a whole number/],
      [['--rat', '1'], /Unknown option/],
    ] as const) {
      const wrong = await run({ FAN_KEYS: SECRET }, ...args);
      assert.equal(wrong.code, 2);
      assert.match(wrong.stderr, stderr);
    }
    assert.match((await run({}, '--help')).stdout, /npm run backfill/);
  });
});
