import { resolve } from 'node:path';
import { type Part, startPart, untilReady } from '../processes.ts';
import { root } from '@fanfold/tools/root';
import { viteOf } from '@fanfold/tools/build/vite';

export interface PageOptions {
  port: number;
  projectId: string;
  /** Where the emulators are: FIRESTORE_EMULATOR_HOST and FIREBASE_AUTH_EMULATOR_HOST. */
  env: Record<string, string>;
  /** host:port of the callables, if there are any. */
  callsHost?: string;
}

export interface Page {
  url: string;
  part: Part;
}

/** Serves the web app by Vite's development server. Returns when it answers. */
export async function startPage({ port, projectId, env, callsHost }: PageOptions): Promise<Page> {
  const url = `http://127.0.0.1:${port}/`;
  let ready = () => {};
  const isReady = new Promise<void>((done) => (ready = done));
  const part = startPart(
    `page-${port}`,
    process.execPath,
    [viteOf(), '--host', '127.0.0.1', '--port', String(port), '--strictPort'],
    {
      cwd: resolve(root, 'web'),
      env: {
        ...process.env,
        NO_COLOR: '1',
        VITE_PROJECT_ID: projectId,
        VITE_FIRESTORE_EMULATOR_HOST: env['FIRESTORE_EMULATOR_HOST'],
        VITE_AUTH_EMULATOR_HOST: env['FIREBASE_AUTH_EMULATOR_HOST'],
        ...(callsHost !== undefined && { VITE_FUNCTIONS_EMULATOR_HOST: callsHost }),
      },
      onLine: (line) => {
        if (line.includes(url)) ready();
      },
    },
  );
  await untilReady(part, isReady, 60);
  return { url, part };
}
