import assert from 'node:assert/strict';
import type { FootballScorecard } from '@fanfold/game/football';

/** What is read of the file to check a scorecard against, apart from the importer and the fold. */
export interface RawStatsbombEvent {
  id: string;
  related_events?: string[];
  type: { name: string };
  team: { id: number; name: string };
  player?: { id: number };
  period: number;
  minute: number;
  pass?: { type?: { name: string } };
  shot?: { outcome: { name: string }; type?: { name: string } };
  foul_committed?: { card?: { name: string } };
  bad_behaviour?: { card?: { name: string } };
}

/** The scorecard equals what the events file itself says, added up here without the importer's and the fold's help. */
export function assertStatsbombTotals(card: FootballScorecard, raw: readonly RawStatsbombEvent[]): void {
  const played = raw.filter(({ period }) => period < 5);
  const passes = played.filter(({ type }) => type.name === 'Pass');
  for (const side of [card.home, card.away]) {
    const own = played.filter(({ team }) => team.name === side.team);
    const shots = own.filter(({ type }) => type.name === 'Shot');
    const goals = shots.filter(({ shot }) => shot?.outcome.name === 'Goal').length;
    const gifts = played.filter(({ type, team }) => type.name === 'Own Goal Against' && team.name !== side.team).length;
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
}
