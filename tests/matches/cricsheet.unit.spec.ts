import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { importCricsheet } from '@fanfold/replay/cricsheet';
import { MatchFileError } from '@fanfold/replay/script';
import type { CricketScorecard } from '@fanfold/game/cricket';
import { foldMatch } from '@fanfold/game/match';
import { matchFiles } from '../support/match-data.ts';
import { type RawCricsheet, assertCricsheetTotals } from './cricsheet-totals.ts';

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
    const raw = JSON.parse(text) as RawCricsheet;

    it(`${basename(file)}: the scorecard equals the file's own totals`, () => {
      assertCricsheetTotals(scorecardOf(file, text).card, raw);
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
