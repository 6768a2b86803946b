import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { importCricsheet } from '@fanfold/emulators/replay/cricsheet';
import { MatchFileError } from '@fanfold/emulators/replay/script';
import type { CricketScorecard } from '@fanfold/game/cricket';
import { foldMatch } from '@fanfold/game/match';
import { matchFiles } from '../support/match-data.ts';

/** What is read of the file here, apart from the importer and the fold. */
interface Raw {
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

function scorecardOf(file: string, text: string): { card: CricketScorecard; result: string | null } {
  const { match, squads, steps } = importCricsheet(file, text);
  const events = steps.flatMap((step) => step.events);
  const view = foldMatch({ match: { ...match, ...steps.at(-1)?.match }, squads, events });
  assert.ok(view && view.scorecard.sport === 'cricket');
  return { card: view.scorecard, result: view.header.result };
}

describe('Cricsheet matches', () => {
  for (const file of matchFiles('cricsheet')) {
    const text = readFileSync(file, 'utf8');
    const raw = JSON.parse(text) as Raw;

    it(`${basename(file)}: the scorecard equals the file's own totals`, () => {
      const { card } = scorecardOf(file, text);
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
            .filter(({ kind }) =>
              ['bowled', 'caught', 'caught and bowled', 'lbw', 'stumped', 'hit wicket'].includes(kind),
            );
          assert.equal(line.wickets, own.length, line.name);
        }
        assert.deepEqual(innings.overByOver.at(-1)?.total, innings.runs);
      }
    });

    it(`${basename(file)}: names the winner`, () => {
      const { outcome } = raw.info;
      const { result } = scorecardOf(file, text);
      assert.match(result ?? '', new RegExp(outcome.winner ?? outcome.eliminator ?? 'No result'));
      if (outcome.by?.runs !== undefined) assert.match(result ?? '', new RegExp(`won by ${outcome.by.runs} run`));
    });
  }

  const delivery = { batter: 'A', non_striker: 'B', bowler: 'C', runs: { batter: 1, extras: 0, total: 1 } };
  const small = (change: (ball: typeof delivery) => unknown = (ball) => ball) => ({
    info: { dates: ['2026-01-02'], outcome: { winner: 'Reds' }, teams: ['Reds', 'Blues'], overs: 20 },
    innings: [{ team: 'Reds', overs: [{ over: 0, deliveries: [change(delivery)] }] }],
  });
  const refused = (text: string, code: string, place: RegExp) =>
    assert.throws(
      () => importCricsheet('match.json', text),
      (error) => error instanceof MatchFileError && error.code === code && place.test(error.place),
    );

  it('takes a small invented file', () => {
    assert.equal(scorecardOf('match.json', JSON.stringify(small())).card.innings[0]?.runs, 1);
  });
  it('refuses a file that is cut short, with line and column', () => {
    refused(JSON.stringify(small(), null, 1).slice(0, 90), 'cutShort', /^line \d+, column \d+$/);
  });
  it('refuses another format', () => refused('[1]', 'unknownFormat', /top/));
  it('refuses totals that do not add up, with the place', () => {
    const wrong = small((ball) => ({ ...ball, runs: { ...ball.runs, total: 3 } }));
    refused(JSON.stringify(wrong), 'contradiction', /^innings\[0\]\.overs\[0\]\.deliveries\[0\]\.runs$/);
  });
  it('refuses a wicket of somebody who is not batting', () => {
    const wrong = small((ball) => ({ ...ball, wickets: [{ kind: 'bowled', player_out: 'Z' }] }));
    refused(JSON.stringify(wrong), 'contradiction', /wickets\[0\]$/);
  });
  it('refuses a field of the wrong kind, with the place', () => {
    const wrong = small((ball) => ({ ...ball, bowler: 7 }));
    refused(JSON.stringify(wrong), 'invalid', /deliveries\[0\]\.bowler$/);
  });
});
