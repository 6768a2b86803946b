import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { freePort } from '@fanfold/emulators/ports';
import { startPart, untilReady } from '@fanfold/emulators/processes';
import { root } from '@fanfold/tools/root';

/** Emulators that firebase.json names, without the suite's own page. */
export type SuitePart = 'auth' | 'functions' | 'firestore' | 'hosting' | 'pubsub';

export interface FirebaseSuite {
  /** host:port of each. */
  hosts: Readonly<Record<SuitePart, string>>;
  /** What it printed. */
  lines: readonly string[];
  stop: () => Promise<void>;
}

interface FirebaseJson {
  emulators: Record<string, { port: number; host?: string; enabled?: boolean }>;
}

/** Variables by which the suite would take the test run's own emulators for its own. */
const INHERITED = ['FIRESTORE_EMULATOR_HOST', 'PUBSUB_EMULATOR_HOST', 'FIREBASE_AUTH_EMULATOR_HOST', 'GCLOUD_PROJECT'];

/**
 * `firebase emulators:start` with firebase.json as it stands, but on free ports, so that it runs beside others, and without the suite's page,
 * which it would download.
 */
export async function startFirebaseSuite(projectId: string): Promise<FirebaseSuite> {
  const config = JSON.parse(readFileSync(resolve(root, 'firebase.json'), 'utf8')) as FirebaseJson;
  const { ui: _, ...named } = config.emulators;
  const emulators: FirebaseJson['emulators'] = {};
  for (const name of [...Object.keys(named), 'hub', 'logging'])
    emulators[name] = { host: '127.0.0.1', port: await freePort() };
  const file = resolve(root, `firebase.${emulators['hub']?.port}.local.json`);
  writeFileSync(file, JSON.stringify({ ...config, emulators: { ...emulators, ui: { enabled: false } } }));
  const lines: string[] = [];
  let ready = () => {};
  const isReady = new Promise<void>((done) => (ready = done));
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !INHERITED.includes(name)));
  const cli = createRequire(import.meta.url).resolve('firebase-tools/lib/bin/firebase.js');
  const part = startPart(
    `suite-${projectId}`,
    process.execPath,
    [cli, 'emulators:start', '--project', projectId, '--config', file],
    {
      env: { ...env, FIREBASE_CLI_DISABLE_UPDATE_CHECK: 'true' },
      onLine(line) {
        lines.push(line);
        if (line.includes('All emulators ready')) ready();
      },
    },
  );
  const stop = async () => {
    await part.stop('SIGINT', 20_000);
    rmSync(file);
  };
  await untilReady(part, isReady, 300);
  const hosts = Object.fromEntries(Object.entries(emulators).map(([name, { port }]) => [name, `127.0.0.1:${port}`]));
  return { hosts: hosts as FirebaseSuite['hosts'], lines, stop };
}
