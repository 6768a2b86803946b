import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { importCricsheet } from './cricsheet.ts';
import { parseJson } from './parse-json.ts';
import { MatchFileError, type MatchScript } from './script.ts';
import { importStatsbomb } from './statsbomb.ts';

/**
 * A match from a file of either format. StatsBomb events stand in `…/events/ID.json`, with `…/lineups/ID.json`; or beside each other, as
 * `ID.json` and `ID.lineups.json`. `matches.json` is looked for in the folder and above.
 *
 * @throws MatchFileError
 */
export async function loadMatch(file: string): Promise<MatchScript> {
  const text = await readText(file);
  if (text === undefined) throw new MatchFileError('missingFile', file, 'top', 'there is no such file');
  if (!Array.isArray(parseJson(file, text))) return importCricsheet(file, text);
  const id = basename(file, '.json');
  const folder = dirname(resolve(file));
  const candidates = [resolve(folder, '../lineups', `${id}.json`), resolve(folder, `${id}.lineups.json`)];
  for (const lineupsFile of candidates) {
    const lineups = await readText(lineupsFile);
    if (lineups === undefined) continue;
    const matches =
      (await readText(resolve(folder, 'matches.json'))) ?? (await readText(resolve(folder, '../matches.json')));
    return importStatsbomb({
      eventsFile: file,
      events: text,
      lineupsFile,
      lineups,
      ...(matches === undefined ? {} : { matches }),
    });
  }
  throw new MatchFileError(
    'missingFile',
    file,
    'top',
    `its line-ups are missing: neither ${candidates.join(' nor ')} is there`,
  );
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
