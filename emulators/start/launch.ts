import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { stopBundler } from '@fanfold/tools/build/bundle';
import { applySchema, startMysql } from '../mysql/server.ts';
import { startPage } from '../page/page.ts';
import { holderOf, isFree } from '../ports.ts';
import { workFolder } from '../processes.ts';
import { LIVE_TABLES, startConnector } from '../stack/connector.ts';
import type { Host, HostedService } from '../host/host.ts';
import { startServices } from '../stack/services.ts';
import { startSuite, suiteEnv } from '../suite/suite.ts';
import type { StartOptions } from './options.ts';
import type { Supervisor } from './supervisor.ts';

export const PROJECT = 'demo-fanfold';
const DATABASE = 'fanfold';

export interface Launched {
  /** With the database as its path. */
  mysqlUrl: string;
  /** Where the emulators are. */
  env: Record<string, string>;
  /** Functions that did not start; the others run. */
  failed: readonly Error[];
  processes: Host['processes'];
  /** host:port of the callables. */
  callsHost: string;
}

export interface LaunchOptions extends Pick<StartOptions, 'ports'> {
  /** Services besides the project's own. */
  more?: readonly HostedService[];
}

/** The parts, each as soon as those it needs are there. `onLine` gets what the functions and the connector log. */
export async function launch(
  { ports, more = [] }: LaunchOptions,
  matchIds: readonly string[],
  supervisor: Supervisor,
  onLine: (line: string) => void,
): Promise<Launched> {
  await assertPortsFree(ports);
  const suiteOptions = { projectId: PROJECT, only: ['auth', 'firestore', 'pubsub'], ports } as const;
  const env = suiteEnv(suiteOptions);
  const database = step('MySQL (MariaDB)', async () => {
    const given = process.env['MYSQL_URL'];
    const server = given ?? (await startDatabase(ports.mysql, supervisor));
    await prepareDatabase(server, given ? matchIds : null);
    return server;
  });
  const suite = step('Firebase emulators', async () => {
    const { part, stop } = await startSuite(suiteOptions);
    supervisor.watch(part, stop);
  });
  const functions = step('functions', async () => {
    const host = await startServices({
      projectId: PROJECT,
      env,
      emulators: suite,
      more,
      port: ports.functions,
      onLine: (_, line) => onLine(line),
      onCrash: (name, how) => supervisor.reportCrash(`function ${name}`, how),
    });
    supervisor.onStop(host.stop);
    return host;
  });
  const page = step('page', async () => {
    const started = await startPage({
      port: ports.page,
      projectId: PROJECT,
      env,
      callsHost: `127.0.0.1:${ports.functions}`,
    });
    supervisor.watch(started.part);
    return started;
  });
  // What is published before its subscription is there is lost.
  const [server, { failed, processes, callsHost }] = await Promise.all([database, functions, suite, page]);
  await step('changelog connector', async () => {
    const { part, configFile } = await startConnector({
      mysqlUrl: server,
      database: DATABASE,
      projectId: PROJECT,
      env,
      onLine,
    });
    supervisor.watch(part);
    supervisor.onStop(() => rm(configFile));
    await tellCommands({ ...env, CONNECTOR_CONFIG: configFile }, supervisor);
  });
  await stopBundler();
  process.stdout.write(`\nThe page: ${(await page).url}\n\n`);
  return { mysqlUrl: `${server}/${DATABASE}`, env, failed: [...failed.values()], processes, callsHost };
}

/** `npm run repair` and `npm run refold` find the running stack by this file. */
async function tellCommands(env: Record<string, string>, supervisor: Supervisor): Promise<void> {
  const file = resolve(workFolder, 'env.json');
  await writeFile(file, JSON.stringify(env, null, 2));
  supervisor.onStop(() => rm(file, { force: true }));
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const ended = (how: string) => process.stdout.write(`  ${name} … ${how}\n`);
  try {
    const done = await work();
    ended(`${((performance.now() - started) / 1000).toFixed(1)} s`);
    return done;
  } catch (error) {
    ended('failed');
    throw error;
  }
}

async function startDatabase(port: number, supervisor: Supervisor): Promise<string> {
  const mysql = await startMysql({ dataDir: resolve(workFolder, `mysql-${port}`), port });
  supervisor.watch(mysql.part, mysql.stop);
  return mysql.url;
}

/** Matches are played afresh: those of these ids are deleted; null deletes all. */
async function prepareDatabase(url: string, matchIds: readonly string[] | null): Promise<void> {
  await applySchema(url, DATABASE);
  const connection = await createConnection({ uri: `${url}/${DATABASE}` });
  for (const table of LIVE_TABLES) {
    const column = table === 'matches' ? 'id' : 'match_id';
    if (matchIds) await connection.query('DELETE FROM ?? WHERE ?? IN (?)', [table, column, matchIds]);
    else await connection.query('DELETE FROM ??', [table]);
  }
  await connection.end();
}

async function assertPortsFree(ports: StartOptions['ports']): Promise<void> {
  for (const [name, port] of Object.entries(ports)) {
    if (name === 'mysql' && process.env['MYSQL_URL']) continue;
    if (await isFree(port)) continue;
    const holder = holderOf(port) ?? 'another program';
    throw new Error(`Port ${port} (${name}) is taken by ${holder}; choose another with --port-${name} N.`);
  }
}
