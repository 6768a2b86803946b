import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@fanfold/emulators/ports';
import { startMysql } from '@fanfold/emulators/mysql/server';
import { claimHandle } from '@fanfold/fans/keys/claim-handle';
import type { Firestore } from 'firebase-admin/firestore';
import { type Pool, createPool } from 'mysql2/promise';
import { type CrowdFigures, measureCrowd } from '../crowd.ts';
import { startFirestores } from '../firestores.ts';
import type { BenchOptions } from '../live/options.ts';
import { type Result, resultsOf, say } from '../report.ts';
import { medianOfBlocks } from '../stats.ts';

const ROUNDS = 3;
const CLAIMS = 1_000;
const INSTANCES = 2;
/** Of one instance, and connections to MySQL for each. */
const AT_ONCE = 40;
/** So many handles are there before: an index that fits into one page is no index. */
const ROWS_BEFORE = 100_000;
const ROWS_AT_ONCE = 5_000;

export const HANDLES_NOTES = [
  `handles: fans claim a handle each, ${AT_ONCE} at a time in each of ${INSTANCES} instances: key, record and profile in one commit, with the limits of the call.`,
  `The same number of clients insert as many rows, each committed, into a table of MySQL with a UNIQUE handle and ${ROWS_BEFORE.toLocaleString('en')} rows; in turn, medians of three rounds.`,
  'Both are on this machine alone: Firestore spreads keys over servers, and the emulator does not; MySQL has one index, here and there.',
];

/** Claims of handles against inserts into a unique index. */
export async function measureHandles({ firestoreDelay }: BenchOptions): Promise<Result[]> {
  say('starting the Firestore emulator and MySQL');
  const folder = mkdtempSync(join(tmpdir(), 'fanfold-handles-'));
  const firestores = await startFirestores(firestoreDelay);
  const mysql = await openMysql(folder);
  try {
    const results: Result[] = [];
    for (const isDelayed of firestoreDelay ? [false, true] : [false]) {
      const suffix = isDelayed ? ' delayed' : '';
      const { clients } = firestores.open({ instances: INSTANCES, isDelayed });
      results.push(...(await measure(clients, mysql.pool, suffix)));
    }
    return results;
  } finally {
    await mysql.stop();
    await firestores.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(clients: readonly Firestore[], pool: Pool, suffix: string): Promise<Result[]> {
  const rounds: { claims: CrowdFigures; inserts: CrowdFigures }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    say(`handles${suffix}: ${round === 0 ? 'warm-up' : `round ${round} of ${ROUNDS}`}`);
    const names = Array.from({ length: CLAIMS }, (_, number) => `fan${suffix.trim()}_x${round}_x${number}`);
    const now = () => new Date();
    const caller = (uid: string) => ({ uid, ops: false, token: {} });
    const claims = await measureCrowd(names, { instances: clients, atOnce: AT_ONCE }, (name, db) =>
      claimHandle(db, caller(name), { handle: name }, now),
    );
    const inserts = await measureCrowd(names, { instances: clients, atOnce: AT_ONCE }, (name) =>
      pool.execute('INSERT INTO fans (id, handle) VALUES (?, ?)', [name, name]),
    );
    if (round > 0) rounds.push({ claims, inserts });
  }
  const [claims, inserts] = (['claims', 'inserts'] as const).map((name) =>
    medianOfBlocks<keyof CrowdFigures>(rounds.map((round) => round[name])),
  ) as [CrowdFigures, CrowdFigures];
  const ratioToMySQLUnique = claims.perSecond / inserts.perSecond;
  return [
    ...resultsOf(`handles${suffix}`, { ...claims, ratioToMySQLUnique }),
    ...resultsOf(`MySQL unique${suffix}`, { ...inserts }),
  ];
}

async function openMysql(folder: string): Promise<{ pool: Pool; stop: () => Promise<void> }> {
  const url = process.env['MYSQL_URL'];
  const server =
    url === undefined ? await startMysql({ dataDir: join(folder, 'mysql'), port: await freePort() }) : null;
  const uri = server?.url ?? (url as string);
  const database = `fanfold_handles_${process.pid}`;
  const setup = createPool({ uri, multipleStatements: true });
  await setup.query('CREATE DATABASE ??', [database]);
  await setup.end();
  const pool = createPool({ uri, database, connectionLimit: INSTANCES * AT_ONCE });
  await pool.query(
    'CREATE TABLE fans (id VARCHAR(64) PRIMARY KEY, handle VARCHAR(30) NOT NULL, UNIQUE KEY by_handle (handle))',
  );
  for (let from = 0; from < ROWS_BEFORE; from += ROWS_AT_ONCE) {
    const rows = Array.from({ length: ROWS_AT_ONCE }, (_, number) => [
      `before-${from + number}`,
      `b4_${from + number}`,
    ]);
    await pool.query('INSERT INTO fans (id, handle) VALUES ?', [rows]);
  }
  return {
    pool,
    async stop() {
      await pool.query('DROP DATABASE ??', [database]);
      await pool.end();
      await server?.stop();
    },
  };
}
