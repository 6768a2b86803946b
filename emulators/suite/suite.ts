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

/** Java would take a quarter of the machine, and a collector that is made for many processors and large heaps. */
const JAVA_OPTIONS = '-XX:+UseSerialGC -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40';

const HOSTS: Record<Emulator, string> = {
  auth: 'FIREBASE_AUTH_EMULATOR_HOST',
  firestore: 'FIRESTORE_EMULATOR_HOST',
  pubsub: 'PUBSUB_EMULATOR_HOST',
};

/** What clients need to find the emulators of a suite that is, or will be, at these ports. */
export function suiteEnv({ projectId, only, ports }: SuiteOptions): Record<string, string> {
  const found = Object.fromEntries(only.map((name) => [HOSTS[name], `127.0.0.1:${ports[name]}`]));
  return { ...found, GCLOUD_PROJECT: projectId };
}

/** Starts emulators of the Firebase suite, with the project's own rules and indexes, on these ports. */
export async function startSuite(options: SuiteOptions): Promise<Suite> {
  const { projectId, only, ports } = options;
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
  const loaded = ['firestore-events-flag.mjs', 'lazy-auth-schemas.mjs'].flatMap((file) => [
    '--import',
    fileURLToPath(new URL(file, import.meta.url)),
  ]);
  const events = await startFirestoreEvents(await freePort());
  let ready = () => {};
  const isReady = new Promise<void>((done) => (ready = done));
  const part = startPart(
    `firebase-${ports.hub}`,
    process.execPath,
    [...loaded, cli, 'emulators:start', '--project', projectId, '--only', only.join(','), '--config', config],
    {
      env: {
        ...process.env,
        FIREBASE_CLI_DISABLE_UPDATE_CHECK: 'true',
        FANFOLD_FIRESTORE_EVENTS: events.host,
        JAVA_TOOL_OPTIONS: `${JAVA_OPTIONS} ${process.env['JAVA_TOOL_OPTIONS'] ?? ''}`,
      },
      onLine(line) {
        if (line.includes('All emulators ready')) ready();
      },
    },
  );
  await untilReady(part, isReady, 120).catch((error: unknown) => {
    events.close();
    throw error;
  });
  return {
    part,
    env: suiteEnv(options),
    // The first SIGINT asks firebase-tools to stop its emulators, a second one to leave them behind.
    stop: async () => {
      events.close();
      await part.stop('SIGINT', 15_000);
    },
  };
}
