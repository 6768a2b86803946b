import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { loadMatch } from '@fanfold/replay/load';
import { MatchFileError, rowsOf } from '@fanfold/replay/script';
import { FOOTBALL_SCORING, pointsTimeline } from '@fanfold/game/fantasy';
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

/** Keeper -> how many of these shots they saved; shoot-outs left out. */
function savesByKeeper(shots: readonly RawStatsbombEvent[], all: readonly RawStatsbombEvent[]): Map<string, number> {
  const saves = new Map<string, number>();
  for (const { id, period, shot, related_events } of shots) {
    if (period === 5 || !['Saved', 'Saved to Post'].includes(shot?.outcome.name ?? '')) continue;
    const keeper = all.find(
      (event) =>
        event.type.name === 'Goal Keeper' &&
        (event.related_events?.includes(id) === true || related_events?.includes(event.id) === true),
    );
    const keeperId = `sb-${keeper?.player?.id ?? 'nobody'}`;
    saves.set(keeperId, (saves.get(keeperId) ?? 0) + 1);
  }
  return saves;
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

    it(`${basename(file)}: pays each keeper for the shots and penalties that the file's goalkeeper events say they saved`, async () => {
      const { rows } = pointsTimeline(rowsOf(await loadMatch(file)), FOOTBALL_SCORING);
      const paid = (rule: string) => {
        const sums = new Map<string, number>();
        for (const award of rows.flatMap(({ awards }) => awards).filter((award) => award.rule === rule))
          sums.set(award.playerId, (sums.get(award.playerId) ?? 0) + award.points);
        return sums;
      };
      const due = (
        rule: 'threeSaves' | 'penaltySaved',
        each: number,
        isCounted: (shot: RawStatsbombEvent) => boolean,
      ) =>
        new Map(
          [...savesByKeeper(raw.filter(isCounted), raw)]
            .map(([keeper, saves]) => [keeper, Math.floor(saves / each) * FOOTBALL_SCORING[rule]] as const)
            .filter(([, points]) => points > 0),
        );
      assert.deepEqual(
        paid('threeSaves'),
        due('threeSaves', 3, () => true),
      );
      assert.deepEqual(
        paid('penaltySaved'),
        due('penaltySaved', 1, ({ shot }) => shot?.type?.name === 'Penalty'),
      );
    });
  }

  it('says which file is missing', async () => {
    await assert.rejects(
      loadMatch('no-such-file.json'),
      (error) => error instanceof MatchFileError && error.code === 'missingFile',
    );
  });
});
