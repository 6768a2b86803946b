import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../root.ts';
import { readParameters } from './parameters.ts';
import { viteOf } from './vite.ts';

/**
 * The page as Firebase Hosting takes it, for whatever project it is served by, or for the one that the environment names: web/config.ts has
 * the variables. The region of the functions is that of their parameters.
 */
export async function buildPage(
  outDir = resolve(root, 'web/dist'),
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const project = env['VITE_PROJECT_ID'] || env['GCLOUD_PROJECT'];
  const args = [viteOf(), 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  await promisify(execFile)(process.execPath, args, {
    cwd: resolve(root, 'web'),
    env: { VITE_REGION: readParameters(project)['REGION'], ...env },
  });
}
