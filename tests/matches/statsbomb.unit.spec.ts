import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { loadMatch } from '@fanfold/emulators/replay/load';
import { MatchFileError } from '@fanfold/emulators/replay/script';
import type { FootballScorecard } from '@fanfold/game/football';
import { foldMatch } from '@fanfold/game/match';
import { matchFiles } from '../support/match-data.ts';

/** What is read of the file here, apart from the importer and the fold. */
interface RawEvent {
  type: { name: string };
  team: { id: number; name: string };
  player?: { id: number };
  period: number;
  minute: number;
  pass?: { type?: { name: string } };
  shot?: { outcome: { name: string } };
  foul_committed?: { card?: { name: string } };
  bad_behaviour?: { card?: { name: string } };
}
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
    const raw = JSON.parse(readFileSync(file, 'utf8')) as RawEvent[];
    const played = raw.filter(({ period }) => period < 5);

    it(`${basename(file)}: the scorecard equals the file's own totals`, async () => {
      const card = await scorecardOf(file);
      const passes = played.filter(({ type }) => type.name === 'Pass');
      for (const side of [card.home, card.away]) {
        const own = played.filter(({ team }) => team.name === side.team);
        const shots = own.filter(({ type }) => type.name === 'Shot');
        const goals = shots.filter(({ shot }) => shot?.outcome.name === 'Goal').length;
        const gifts = played.filter(
          ({ type, team }) => type.name === 'Own Goal Against' && team.name !== side.team,
        ).length;
        assert.equal(side.goals, goals + gifts);
        assert.equal(side.shots, shots.length);
        assert.equal(
          side.shotsOnTarget,
          shots.filter(({ shot }) => /^(Goal|Saved|Saved to Post)$/.test(shot?.outcome.name ?? '')).length,
        );
        assert.equal(side.corners, own.filter(({ pass }) => pass?.type?.name === 'Corner').length);
        assert.equal(side.fouls, own.filter(({ type }) => type.name === 'Foul Committed').length);
        const cards = own.map((event) => event.foul_committed?.card?.name ?? event.bad_behaviour?.card?.name ?? '');
        assert.equal(side.yellow, cards.filter((card) => /Yellow/.test(card)).length);
        const share = (100 * passes.filter(({ team }) => team.name === side.team).length) / passes.length;
        assert.ok(Math.abs(side.possession - share) <= 1);
      }
      assert.equal(card.substitutions.length, played.filter(({ type }) => type.name === 'Substitution').length);
      assert.equal(card.lineups.home.starting.length, 11);
      const scored = played.filter(({ shot }) => shot?.outcome.name === 'Goal');
      assert.deepEqual(
        card.goals.filter(({ kind }) => kind !== 'ownGoal').map(({ playerId }) => playerId),
        scored.map(({ player }) => `sb-${player?.id ?? ''}`),
      );
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
