import assert from 'node:assert/strict';
import { applySchema } from '@fanfold/emulators/mysql/server';
import { startPage } from '@fanfold/emulators/page/page';
import { freePort } from '@fanfold/emulators/ports';
import { startConnector } from '@fanfold/emulators/stack/connector';
import { LocalCalls } from '@fanfold/emulators/stack/local-calls';
import { startServices } from '@fanfold/emulators/stack/services';
import { createConnection } from 'mysql2/promise';
import { type OpenPage, openPage, startBrowser } from './browser.ts';

/** All that stands between MySQL and a screen. */
export interface WebStack {
  /** Database that the matches are played into. */
  mysqlUrl: string;
  /** Each page is of a browser context of its own: another fan. */
  open: (path: string, width: number) => Promise<OpenPage>;
  /** Of callables, as anybody. */
  calls: LocalCalls;
  stop: () => Promise<void>;
}

export interface WebStackOptions {
  database: string;
  projectId: string;
  services: readonly string[];
}

/** Starts functions, connector, page and browser; database server and emulators are those of the test run. */
export async function startWebStack({ database, projectId, services }: WebStackOptions): Promise<WebStack> {
  const hosts = ['FIRESTORE_EMULATOR_HOST', 'FIREBASE_AUTH_EMULATOR_HOST', 'PUBSUB_EMULATOR_HOST'];
  const env = Object.fromEntries(hosts.map((name) => [name, process.env[name] ?? '']));
  const server = process.env['MYSQL_URL'] ?? '';
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    await emptyDatabase(server, database);
    const host = await startServices({ projectId, env, only: services });
    stops.push(host.stop);
    assert.deepEqual([...host.failed], []);
    const connector = await startConnector({ mysqlUrl: server, database, projectId, env });
    stops.push(() => connector.part.stop());
    const served = await startPage({ port: await freePort(), projectId, env, callsHost: host.callsHost });
    stops.push(() => served.part.stop());
    const browser = await startBrowser();
    stops.push(() => browser.close());
    const open = (path: string, width: number) => openPage(browser, `${served.url}${path}`, width, 844);
    const calls = new LocalCalls({ callsHost: host.callsHost, authHost: env['FIREBASE_AUTH_EMULATOR_HOST'] ?? '' });
    return { mysqlUrl: `${server}/${database}`, open, calls, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Without what an earlier run has left there. */
async function emptyDatabase(server: string, database: string): Promise<void> {
  const connection = await createConnection({ uri: server });
  await connection.query('DROP DATABASE IF EXISTS ??', [database]);
  await connection.end();
  await applySchema(server, database);
}
