import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Real match files, which are not ours to ship: FANFOLD_MATCH_DATA, or `shared/data` beside the project. */
export function matchFiles(folder: 'cricsheet' | 'statsbomb/events'): string[] {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const data = resolve(root, process.env['FANFOLD_MATCH_DATA'] ?? '../shared/data', folder);
  if (existsSync(data))
    return readdirSync(data)
      .filter((name) => name.endsWith('.json'))
      .map((name) => resolve(data, name));
  process.stdout.write(`\n!! NOT TESTED against real matches: there is no ${data}. Set FANFOLD_MATCH_DATA.\n`);
  return [];
}
