import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundleFunctions } from '@fanfold/tools/build/bundle';
import { root } from '@fanfold/tools/root';
import type { ConnectorConfigInput } from '@fanfold/changelog/config';
import { Endings } from './endings.ts';
import type { Stage } from './faults/fault.ts';
import { Locks } from './locks.ts';
import { Observer } from './observer.ts';
import { type Address, Proxy } from './proxy.ts';
import { CHAOS_TABLES, CREATE, TOPICS } from './schema.ts';
import type { Database } from './servers.ts';
import { SqlClient } from './sql.ts';
import { Supervisor } from './supervisor.ts';

const LEASE_MS = 1_000;
const HEARTBEAT_MS = 300;

/** Loads what takes longest, and runs the connector when it is told to; it ends with the chaos. */
const WAITING = `
import { once } from 'node:events';
import 'firebase-admin/firestore';
import '@google-cloud/pubsub';
import 'mysql2/promise';
import 'zod';
process.stdin.once('end', () => process.exit());
await once(process.stdin, 'data');
process.stdin.removeAllListeners('end').destroy();
await import('./connector.mjs');
`;

export interface Setting {
  database: Database;
  /** Name of the database to create, which must not be there. */
  name: string;
  projectId: string;
  /** Where the emulators are, `host:port`. */
  pubsubHost: string;
  firestoreHost: string;
  /** For the bundle and the configuration. */
  folder: string;
  signal: AbortSignal;
}

/** Everything but the workload, which is another one in each round. */
export interface StandingStage extends Omit<Stage, 'workload'> {
  endings: Endings;
  close: () => Promise<void>;
}

/** Creates the tables, and starts the connector with proxies before all that it talks to. */
export async function openStage(setting: Setting): Promise<StandingStage> {
  const { database, name, projectId, pubsubHost, firestoreHost, folder, signal } = setting;
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const task of closing.splice(0).reverse()) await task();
  };
  try {
    await createTables(database, name, signal);
    if (!database.own) closing.push(() => dropTables(database, name));
    const open = async (target: Address): Promise<Proxy> => {
      const proxy = await Proxy.open(target);
      closing.push(() => proxy.close());
      return proxy;
    };
    const proxies = {
      mysql: await open(database.address),
      pubsub: await open(addressOf(pubsubHost)),
      firestore: await open(addressOf(firestoreHost)),
    };
    const observer = await Observer.open(projectId, pubsubHost);
    closing.push(() => observer.close());
    const sql = new SqlClient(database, name);
    closing.push(async () => sql.close());
    const bundle = resolve(folder, 'connector.mjs');
    await bundleFunctions(resolve(root, 'changelog/main.ts'), bundle);
    const configFile = resolve(folder, 'connector.json');
    writeFileSync(configFile, JSON.stringify(configOf(setting, proxies.mysql), null, 2));
    const script = resolve(folder, 'waiting.mjs');
    writeFileSync(script, WAITING);
    const endings = new Endings();
    const env = { PUBSUB_EMULATOR_HOST: proxies.pubsub.address, FIRESTORE_EMULATOR_HOST: proxies.firestore.address };
    const connector = new Supervisor({ script, configFile, env }, (ending) => endings.ended(ending));
    closing.push(() => connector.close());
    const locks = new Locks();
    const figures = { leaseMs: LEASE_MS, heartbeatMs: HEARTBEAT_MS };
    const expireLease = () => freeLease(firestoreHost, projectId);
    return { connector, database, proxies, observer, locks, sql, ...figures, expireLease, signal, endings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Everything small and quick, so that a crash meets the connector in the midst of everything. */
function configOf({ database, name, projectId }: Setting, proxy: Proxy): ConnectorConfigInput {
  const url = new URL(database.url);
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  return {
    mysqlUrl: url.href,
    projectId,
    database: name,
    tables: [...CHAOS_TABLES],
    topics: TOPICS,
    batch: { maxDelayMs: 5, maxRows: 20, maxBytes: 20_000 },
    publish: { maxUnackedMessages: 20, retryMinMs: 20, retryMaxMs: 300 },
    snapshot: { chunkRows: 15 },
    stream: { heartbeatMs: HEARTBEAT_MS, reconnectMinMs: 50, reconnectMaxMs: 500 },
    onTruncate: 'marker',
    onHistoryLost: 'snapshot',
    leaseMs: LEASE_MS,
    savePositionMs: 100,
    healthMs: 1_000,
  };
}

/** Past the proxy, as if the time of a dead connector's lease were over. */
async function freeLease(firestoreHost: string, projectId: string): Promise<void> {
  const documents = `http://${firestoreHost}/v1/projects/${projectId}/databases/(default)/documents`;
  const query = 'updateMask.fieldPaths=lease.holder&currentDocument.exists=true';
  const response = await fetch(`${documents}/connectors/main?${query}`, {
    method: 'PATCH',
    headers: { authorization: 'Bearer owner' },
    body: JSON.stringify({ fields: { lease: { mapValue: { fields: { holder: { nullValue: null } } } } } }),
  });
  // It may have died before it wrote anything.
  if (!response.ok && response.status !== 404) throw new Error(`the lease cannot be freed: ${await response.text()}`);
}

async function createTables(database: Database, name: string, signal: AbortSignal): Promise<void> {
  const first = new SqlClient(database, '');
  await first.insist(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`, signal);
  first.close();
  const sql = new SqlClient(database, name);
  for (const table of CHAOS_TABLES) await sql.insist(CREATE[table], signal);
  sql.close();
}

/** A server that is not ours is left as it was. */
async function dropTables(database: Database, name: string): Promise<void> {
  const { signal } = new AbortController();
  const sql = new SqlClient(database, '');
  for (const each of [name, `${name}_other`]) await sql.insist(`DROP DATABASE IF EXISTS ${each}`, signal);
  sql.close();
}

function addressOf(host: string): Address {
  const { hostname, port } = new URL(`http://${host}`);
  return { host: hostname, port: Number(port) };
}
