import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Declarations, manifestSchema, readManifest } from './declaration.ts';

/** The SDK's own command: with this variable it loads the codebase it stands in, writes what it declares and ends, as for `firebase deploy`. */
const OUTPUT_VARIABLE = 'FUNCTIONS_MANIFEST_OUTPUT_PATH';
const command = resolve(
  dirname(createRequire(import.meta.url).resolve('firebase-functions')),
  '../bin/firebase-functions.js',
);

/**
 * Reads what the functions of a codebase declare, in a process of its own.
 *
 * @param folder with a package.json that names the bundle
 * @throws with what it printed when it throws while it is loaded
 */
export async function discover(service: string, folder: string, env: Record<string, string>): Promise<Declarations> {
  const output = resolve(folder, 'manifest.json');
  try {
    await promisify(execFile)(process.execPath, [command], {
      cwd: folder,
      env: { ...process.env, ...env, [OUTPUT_VARIABLE]: output },
    });
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    throw new Error(`Service ${service} cannot be loaded:\n${stderr}`, { cause: error });
  }
  const manifest: unknown = JSON.parse(await readFile(output, 'utf8'));
  return readManifest(service, manifestSchema.parse(manifest), env);
}
