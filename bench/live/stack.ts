import { fileURLToPath } from 'node:url';
import { applySchema } from '@fanfold/emulators/mysql/server';
import { startConnector, LIVE_TABLES } from '@fanfold/emulators/stack/connector';
import { startConstellation } from '@fanfold/emulators/stack/constellation';
import type { Host } from '@fanfold/emulators/host/host';
import { type Service, startServices } from '@fanfold/emulators/stack/services';
import { type Connection, createConnection } from 'mysql2/promise';
import { Watcher } from '../watcher.ts';
import { Commits } from './commits.ts';
import { FLOOR_TABLE } from './floor.ts';

const PROJECT = 'demo-fanfold-bench';
const DATABASE = 'fanfold_bench';

export interface BenchStack {
  mysqlUrl: string;
  connection: Connection;
  watcher: Watcher;
  commits: Commits;
  host: Host;
  /** Where the emulators are, and which project is in them. */
  env: Record<string, string>;
  projectId: string;
  stop: () => Promise<void>;
}

export interface BenchStackOptions {
  services: readonly Service[];
  /** Documents that another process listens to. */
  paths: readonly string[];
  /** Size of the floor's document. */
  floorBytes: number;
  /** Gets what the functions log. */
  onLine?: (line: string) => void;
}

/** Everything between MySQL and listeners, each part in a process of its own; the floor goes through the same parts. */
export async function startBenchStack(options: BenchStackOptions): Promise<BenchStack> {
  const { services, paths, floorBytes, onLine } = options;
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
    await emptyDatabase(constellation.mysqlUrl);
    const { env } = constellation;
    const commits = new Commits();
    const host = await startServices({
      projectId: PROJECT,
      env: { ...env, FLOOR_BYTES: String(floorBytes) },
      only: services,
      more: [
        {
          kind: 'topic',
          name: 'floor',
          entry: fileURLToPath(new URL('floor-function.ts', import.meta.url)),
          target: 'onFloorChanges',
          topic: `changes.${FLOOR_TABLE}`,
        },
      ],
      onLine: (_, line) => {
        commits.read(line);
        onLine?.(line);
      },
    });
    stops.push(host.stop);
    for (const error of host.failed.values()) throw error;
    const tables = [...LIVE_TABLES, FLOOR_TABLE];
    const { part } = await startConnector({
      mysqlUrl: constellation.mysqlUrl,
      database: DATABASE,
      projectId: PROJECT,
      env,
      tables,
    });
    stops.push(() => part.stop());
    const watcher = await Watcher.start(PROJECT, paths, env);
    stops.push(() => Promise.resolve(watcher.stop()));
    const connection = await createConnection({ uri: mysqlUrl });
    stops.push(() => connection.end());
    return { mysqlUrl, connection, watcher, commits, host, env, projectId: PROJECT, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function emptyDatabase(url: string): Promise<void> {
  await applySchema(url, DATABASE);
  const connection = await createConnection({ uri: `${url}/${DATABASE}` });
  await connection.query('CREATE TABLE IF NOT EXISTS ?? LIKE match_events', [FLOOR_TABLE]);
  for (const table of [...LIVE_TABLES, FLOOR_TABLE]) await connection.query('DELETE FROM ??', [table]);
  await connection.end();
}
