import assert from 'node:assert/strict';
import type { CricketScorecard } from '@fanfold/game/cricket';

/** What is read of the file to check a scorecard against, apart from the importer and the fold. */
export interface RawCricsheet {
  info: {
    teams: string[];
    outcome: { winner?: string; by?: { runs?: number; wickets?: number }; eliminator?: string };
  };
  innings: {
    team: string;
    overs: {
      deliveries: {
        batter: string;
        bowler: string;
        runs: { batter: number; extras: number; total: number };
        extras?: Record<string, number>;
        wickets?: { kind: string; player_out: string }[];
      }[];
    }[];
  }[];
}

/** The scorecard equals what the file itself says, added up here without the importer's and the fold's help. */
export function assertCricsheetTotals(card: CricketScorecard, raw: RawCricsheet): void {
  assert.equal(card.innings.length, raw.innings.length);
  for (const [index, { team, overs }] of raw.innings.entries()) {
    const innings = card.innings[index];
    assert.ok(innings);
    const balls = overs.flatMap(({ deliveries }) => deliveries);
    const sum = (take: (ball: (typeof balls)[0]) => number) => balls.reduce((total, ball) => total + take(ball), 0);
    assert.equal(innings.team, team);
    assert.equal(
      innings.runs,
      sum(({ runs }) => runs.total),
    );
    assert.equal(
      innings.extras.total,
      sum(({ runs }) => runs.extras),
    );
    for (const [ours, theirs] of [
      ['byes', 'byes'],
      ['legByes', 'legbyes'],
      ['wides', 'wides'],
      ['noBalls', 'noballs'],
    ] as const) {
      assert.equal(
        innings.extras[ours],
        sum(({ extras }) => extras?.[theirs] ?? 0),
        ours,
      );
    }
    const outs = balls.flatMap(({ wickets }) => wickets ?? []).filter(({ kind }) => kind !== 'retired hurt');
    assert.equal(innings.wickets, outs.length);
    assert.deepEqual(
      innings.fallOfWickets.map(({ name }) => name),
      outs.map(({ player_out }) => player_out),
    );
    assert.equal(innings.balls, balls.filter(({ extras }) => !extras?.['wides'] && !extras?.['noballs']).length);
    for (const line of innings.batting) {
      const faced = balls.filter(({ batter }) => batter === line.name);
      assert.equal(
        line.runs,
        faced.reduce((total, { runs }) => total + runs.batter, 0),
        line.name,
      );
      assert.equal(line.balls, faced.filter(({ extras }) => !extras?.['wides']).length, line.name);
      assert.equal(line.fours, faced.filter(({ runs }) => runs.batter === 4).length, line.name);
    }
    for (const line of innings.bowling) {
      const bowled = balls.filter(({ bowler }) => bowler === line.name);
      const charged = bowled.reduce(
        (total, { runs, extras }) => total + runs.batter + (extras?.['wides'] ?? 0) + (extras?.['noballs'] ?? 0),
        0,
      );
      assert.equal(line.runs, charged, line.name);
      const own = bowled
        .flatMap(({ wickets }) => wickets ?? [])
        .filter(({ kind }) => ['bowled', 'caught', 'caught and bowled', 'lbw', 'stumped', 'hit wicket'].includes(kind));
      assert.equal(line.wickets, own.length, line.name);
    }
    assert.deepEqual(innings.overByOver.at(-1)?.total, innings.runs);
  }
}
