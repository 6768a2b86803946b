import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startFirestoreDelay } from '@fanfold/emulators/firestore-delay/firestore-delay';
import { applySchema } from '@fanfold/emulators/mysql/server';
import { startConnector, LIVE_TABLES } from '@fanfold/emulators/stack/connector';
import { startConstellation } from '@fanfold/emulators/stack/constellation';
import type { Host } from '@fanfold/emulators/host/host';
import { startServices } from '@fanfold/emulators/stack/services';
import { MATCH_CHANGES_TOPIC } from '@fanfold/kit/messages';
import { type Connection, createConnection } from 'mysql2/promise';
import { Watcher } from '../watcher.ts';
import { Commits } from './commits.ts';
import { FLOOR_FUNCTION, FLOOR_TABLE, isOfFloor } from './floor.ts';
import { HandlingTimes } from './handling-times.ts';

const PROJECT = 'demo-fanfold-bench';
const DATABASE = 'fanfold_bench';

export interface BenchStack {
  mysqlUrl: string;
  connection: Connection;
  watcher: Watcher;
  commits: Commits;
  /** How long functions took, ours and the floor's. */
  handling: Record<'live' | 'floor', HandlingTimes>;
  host: Host;
  /** Where the emulators are, and which project is in them. */
  env: Record<string, string>;
  projectId: string;
  /** Has the functions' Firestore take as long as in production, or not, from here on; only with `firestoreDelay`. */
  delayFirestore: (isOn: boolean) => void;
  stop: () => Promise<void>;
}

export interface BenchStackOptions {
  service: string;
  /** Its function that takes rows of matches; the floor's gets its own by the same subscription. Without it, by one of its own: rows of fans have another topic. */
  liveFunction?: string;
  /** Those of a match, by default. */
  tables?: readonly string[];
  /** Documents that another process listens to. */
  paths: readonly string[];
  /** Size of the floor's document. */
  floorBytes: number;
  /** Puts what delays Firestore between the functions and the emulator. */
  firestoreDelay: boolean;
  /** Gets what the functions log. */
  onLine?: (line: string) => void;
}

/** Everything between MySQL and listeners, each part in a process of its own; the floor goes through the same parts. */
export async function startBenchStack(options: BenchStackOptions): Promise<BenchStack> {
  const { service, liveFunction, tables = LIVE_TABLES, paths, floorBytes, firestoreDelay, onLine } = options;
  const constellation = await startConstellation({
    name: 'bench',
    projectId: PROJECT,
    emulators: ['firestore', 'pubsub'],
  });
  const stops = [constellation.stop];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    const mysqlUrl = `${constellation.mysqlUrl}/${DATABASE}`;
    await emptyDatabase(constellation.mysqlUrl, tables);
    const { env } = constellation;
    const commits = new Commits();
    const handling = { live: new HandlingTimes('commit'), floor: new HandlingTimes('floor') };
    let isDelayed = false;
    const functionsEnv: Record<string, string> = { ...env, FLOOR_BYTES: String(floorBytes) };
    if (firestoreDelay) {
      const target = env['FIRESTORE_EMULATOR_HOST'] ?? '';
      const delay = async (ms: number) => {
        if (isDelayed) await wait(ms);
      };
      const proxy = await startFirestoreDelay({ target, delay });
      stops.push(proxy.close);
      functionsEnv['FIRESTORE_EMULATOR_HOST'] = proxy.host;
    }
    const host = await startServices({
      projectId: PROJECT,
      env: functionsEnv,
      only: [service],
      more: [{ name: 'floor', entry: fileURLToPath(new URL('floor-function.ts', import.meta.url)) }],
      ...(liveFunction !== undefined && { divert: { from: liveFunction, to: FLOOR_FUNCTION, when: isOfFloor } }),
      onLine: (_, line) => {
        for (const reader of [commits, handling.live, handling.floor]) reader.read(line);
        onLine?.(line);
      },
    });
    stops.push(host.stop);
    for (const error of host.failed.values()) throw error;
    const { part } = await startConnector({
      mysqlUrl: constellation.mysqlUrl,
      database: DATABASE,
      projectId: PROJECT,
      env,
      tables: [...tables, FLOOR_TABLE],
      topics: { [MATCH_CHANGES_TOPIC]: [FLOOR_TABLE] },
    });
    stops.push(() => part.stop());
    const watcher = await Watcher.start(PROJECT, paths, env);
    stops.push(() => Promise.resolve(watcher.stop()));
    const connection = await createConnection({ uri: mysqlUrl });
    stops.push(() => connection.end());
    return {
      mysqlUrl,
      connection,
      watcher,
      commits,
      handling,
      host,
      env,
      projectId: PROJECT,
      delayFirestore: (isOn) => {
        isDelayed = isOn;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function emptyDatabase(url: string, tables: readonly string[]): Promise<void> {
  await applySchema(url, DATABASE);
  const connection = await createConnection({ uri: `${url}/${DATABASE}` });
  await connection.query('CREATE TABLE IF NOT EXISTS ?? LIKE match_events', [FLOOR_TABLE]);
  for (const table of [...tables, FLOOR_TABLE]) await connection.query('DELETE FROM ??', [table]);
  await connection.end();
}
