import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { loadMatch } from '@fanfold/replay/load';
import { MatchFileError } from '@fanfold/replay/script';
import type { FootballScorecard } from '@fanfold/game/football';
import { foldMatch } from '@fanfold/game/match';
import { matchFiles } from '../support/match-data.ts';
import { type RawStatsbombEvent, assertStatsbombTotals } from './statsbomb-totals.ts';

interface RawMatch {
  match_id: number;
  home_team: { home_team_name: string };
  home_score: number;
  away_score: number;
}

async function scorecardOf(file: string): Promise<FootballScorecard> {
  const { match, squads, steps } = await loadMatch(file);
  const events = steps.flatMap((step) => step.events);
  const view = foldMatch({ match: { ...match, ...steps.at(-1)?.match }, squads, events });
  assert.ok(view && view.scorecard.sport === 'football');
  return view.scorecard;
}

describe('StatsBomb matches', () => {
  for (const file of matchFiles('statsbomb/events')) {
    const raw = JSON.parse(readFileSync(file, 'utf8')) as RawStatsbombEvent[];

    it(`${basename(file)}: the scorecard equals the file's own totals`, async () => {
      const card = await scorecardOf(file);
      assertStatsbombTotals(card, raw);
    });

    it(`${basename(file)}: the score is that of matches.json`, async () => {
      const matches = JSON.parse(readFileSync(resolve(file, '../../matches.json'), 'utf8')) as RawMatch[];
      const metadata = matches.find(({ match_id }) => `${match_id}.json` === basename(file));
      assert.ok(metadata);
      const { home, away } = await scorecardOf(file);
      assert.equal(home.team, metadata.home_team.home_team_name);
      assert.deepEqual([home.goals, away.goals], [metadata.home_score, metadata.away_score]);
    });
  }

  it('says which file is missing', async () => {
    await assert.rejects(
      loadMatch('no-such-file.json'),
      (error) => error instanceof MatchFileError && error.code === 'missingFile',
    );
  });
});
