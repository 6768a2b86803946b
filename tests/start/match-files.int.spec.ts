import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CricketScorecard } from '@fanfold/game/cricket';
import type { FootballScorecard } from '@fanfold/game/football';
import { type RawCricsheet, assertCricsheetTotals } from '../matches/cricsheet-totals.ts';
import { type RawStatsbombEvent, assertStatsbombTotals } from '../matches/statsbomb-totals.ts';
import { matchFiles } from '../support/match-data.ts';
import { Launcher } from './launcher.ts';

describe('real matches, through MySQL, the connector, Pub/Sub, the functions and Firestore', () => {
  // One of each sport: what the others say is counted without the stack, in tests/matches.
  const files = [...matchFiles('cricsheet').slice(0, 1), ...matchFiles('statsbomb/events').slice(0, 1)];
  if (files.length === 0) return;
  const folder = mkdtempSync(join(tmpdir(), 'fanfold-'));
  const dump = join(folder, 'dump.json');
  let documents: Record<string, unknown>;

  before(async () => {
    const matches = files.flatMap((file) => ['--match', file]);
    const launcher = await Launcher.start(...matches, '--speed', '0', '--exit-at-end', '--fans', '20', '--dump', dump);
    assert.equal(await launcher.end(), 0, launcher.output);
    documents = JSON.parse(readFileSync(dump, 'utf8')) as Record<string, unknown>;
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const file of files) {
    it(`${basename(file)}: the scorecard in Firestore equals the file's own totals`, () => {
      const [path] = Object.keys(documents).filter(
        (each) => each.includes(basename(file, '.json')) && each.endsWith('/live/scorecard'),
      );
      const card = documents[path as string] as CricketScorecard | FootballScorecard;
      const raw: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (card.sport === 'cricket') assertCricsheetTotals(card, raw as RawCricsheet);
      else assertStatsbombTotals(card, raw as RawStatsbombEvent[]);
    });
  }
});
