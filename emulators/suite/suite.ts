import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { freePort } from '../ports.ts';
import { type Part, startPart, untilReady } from '../processes.ts';
import { root } from '@fanfold/tools/root';
import { startFirestoreEvents } from './firestore-events.ts';

export type Emulator = 'auth' | 'firestore' | 'pubsub';

export interface Suite {
  part: Part;
  /** What clients need to find the emulators. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

export interface SuiteOptions {
  projectId: string;
  only: readonly Emulator[];
  ports: Record<Emulator | 'hub' | 'logging', number>;
}

/** Starts emulators of the Firebase suite, with the project's own rules and indexes, on these ports. */
export async function startSuite({ projectId, only, ports }: SuiteOptions): Promise<Suite> {
  const config = resolve(root, `firebase.${ports.hub}.local.json`);
  const { emulators: _, ...deployed } = createRequire(import.meta.url)(resolve(root, 'firebase.json')) as Record<
    string,
    unknown
  >;
  const at = (port: number) => ({ host: '127.0.0.1', port });
  writeFileSync(
    config,
    JSON.stringify({
      ...deployed,
      emulators: {
        ...Object.fromEntries(only.map((name) => [name, at(ports[name])])),
        hub: at(ports.hub),
        logging: at(ports.logging),
        ui: { enabled: false },
        singleProjectMode: false,
      },
    }),
  );
  const cli = createRequire(import.meta.url).resolve('firebase-tools/lib/bin/firebase.js');
  const flag = fileURLToPath(new URL('./firestore-events-flag.mjs', import.meta.url));
  const events = await startFirestoreEvents(await freePort());
  let ready = () => {};
  const isReady = new Promise<void>((done) => (ready = done));
  const part = startPart(
    `firebase-${ports.hub}`,
    process.execPath,
    ['--import', flag, cli, 'emulators:start', '--project', projectId, '--only', only.join(','), '--config', config],
    {
      env: { ...process.env, FIREBASE_CLI_DISABLE_UPDATE_CHECK: 'true', FANFOLD_FIRESTORE_EVENTS: events.host },
      onLine(line) {
        if (line.includes('All emulators ready')) ready();
      },
    },
  );
  await untilReady(part, isReady, 120).catch((error: unknown) => {
    events.close();
    throw error;
  });
  const hosts: Record<Emulator, string> = {
    auth: 'FIREBASE_AUTH_EMULATOR_HOST',
    firestore: 'FIRESTORE_EMULATOR_HOST',
    pubsub: 'PUBSUB_EMULATOR_HOST',
  };
  const found = Object.fromEntries(only.map((name) => [hosts[name], `127.0.0.1:${ports[name]}`]));
  return {
    part,
    env: { ...found, GCLOUD_PROJECT: projectId },
    // The first SIGINT asks firebase-tools to stop its emulators, a second one to leave them behind.
    stop: async () => {
      events.close();
      await part.stop('SIGINT', 15_000);
    },
  };
}
