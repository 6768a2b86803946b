import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { root } from '../root.ts';

/** The command line of the Vite that the web app names. */
export function viteOf(): string {
  const manifest = createRequire(resolve(root, 'web/package.json')).resolve('vite/package.json');
  return resolve(dirname(manifest), 'bin/vite.js');
}
