import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MissingError, root, run } from './tools.mjs';

/** Installs the packages of the lockfile unless they are there. */
export async function installPackages() {
  const stamp = join(root, 'node_modules/.fanfold-lock');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing npm packages (2 to 3 minutes at the first time)');
  const code = await run('npm', ['ci', '--no-audit', '--no-fund']);
  if (code !== 0) throw new MissingError(`npm ci ended with code ${code}`);
  writeFileSync(stamp, wanted);
}
