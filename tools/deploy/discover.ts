import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Manifest } from './manifest.ts';

/** Loads a built codebase by the SDK that it finds from its own folder, as `firebase deploy` does, and returns what it declares. */
export async function discover(folder: string): Promise<Manifest> {
  const sdk = createRequire(join(folder, 'package.json'))
    .resolve('firebase-functions')
    .replace(/\/lib\/.*/, '');
  const work = await mkdtemp(join(tmpdir(), 'fanfold-manifest-'));
  const file = join(work, 'functions.json');
  try {
    // Nothing of this process's own environment: loading must not depend on it.
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], FUNCTIONS_MANIFEST_OUTPUT_PATH: file };
    await promisify(execFile)(process.execPath, [join(sdk, 'lib/bin/firebase-functions.js')], { cwd: folder, env });
    return JSON.parse(await readFile(file, 'utf8')) as Manifest;
  } finally {
    await rm(work, { recursive: true });
  }
}
