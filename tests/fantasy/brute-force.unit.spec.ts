import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { planCorrections } from '@fanfold/replay/corrections';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import { loadMatch } from '@fanfold/replay/load';
import { seededRandom } from '@fanfold/replay/random';
import { type MatchScript, rowsOf } from '@fanfold/replay/script';
import type { ContestEngine } from '@fanfold/fantasy/engine/contest-engine';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import {
  FOOTBALL_SCORING,
  type Scoring,
  T20_SCORING,
  decodeTimeline,
  encodeTimeline,
  explain,
  pointsTimeline,
  scoreEntry,
} from '@fanfold/game/fantasy';
import { decodeRanks, encodeRanks, rankOf } from '@fanfold/game/ranks';
import { type MatchRows, compareEvents } from '@fanfold/game/match';
import { matchFiles } from '../support/match-data.ts';
import { BruteForce } from './brute-force.ts';
import { engineOf, loadEntries } from './engine-of.ts';
import { powerUpOf, randomEntries } from './random-entries.ts';

const TEAMS = Number(process.env['FANTASY_TEAMS'] ?? 10_000);
/** Where what differs is the match, and not how many teams have the same total. */
const FEWER_TEAMS = 1_000;

/** Teams whose totals are counted by brute force; the sums of the others follow from the players' points, which all are. */
const POWERED_CHECKED = 60;

interface Played {
  name: string;
  script: MatchScript;
}

function demos(): Played[] {
  return [demoCricket(), demoFootball()].map((script) => ({ name: script.match.id, script }));
}

async function everyMatch(): Promise<Played[]> {
  const files = [...matchFiles('cricsheet'), ...matchFiles('statsbomb/events')];
  const real = await Promise.all(files.map(async (file) => ({ name: basename(file), script: await loadMatch(file) })));
  return [...demos(), ...real];
}

describe('points and ranks against brute force', () => {
  it('finds every total and every rank after every event, in every match as it was scored', async () => {
    for (const { name, script } of await everyMatch()) {
      const rows = rowsOf(script);
      playAgainstBruteForce(name, rows, scoringOf(rows), { teams: TEAMS, isNegative: false });
    }
  });

  it('finds them in every match as it was corrected', async () => {
    for (const { name, script } of await everyMatch()) {
      const rows = rowsOf(planCorrections(script).corrected);
      playAgainstBruteForce(name, rows, scoringOf(rows), { teams: FEWER_TEAMS, isNegative: false });
    }
  });

  it('finds them in contests of negative points', () => {
    for (const { name, script } of demos()) {
      const rows = rowsOf(script);
      playAgainstBruteForce(name, rows, negated(scoringOf(rows)), { teams: TEAMS, isNegative: true });
    }
  });

  it('ends, after corrections in mid-match, where a match that was right from the start does', async () => {
    for (const { name, script } of await everyMatch()) {
      const { corrections } = planCorrections(script);
      const wrong = rowsOf(script);
      const right = rowsOf(planCorrections(script).corrected);
      const scoring = scoringOf(wrong);
      const entries = teamsOf(wrong, 500);
      const engine = engineOf(entries);
      engine.scores(pointsTimeline(wrong, scoring));
      let events = [...wrong.events];
      for (const { insert, update, remove } of corrections) {
        const changed = new Map([...insert, ...update].map((row) => [row.id, row]));
        events = [...events.filter(({ id }) => !remove.includes(id) && !changed.has(id)), ...changed.values()];
        const timeline = pointsTimeline({ ...wrong, events }, scoring);
        const brute = new BruteForce({ ...wrong, events }, scoring);
        const scores = engine.scores(timeline);
        for (const [at, entry] of entries.slice(0, POWERED_CHECKED).entries())
          assert.equal(scores[at], brute.total(entry, brute.length), `${name}: ${entry.id}`);
      }
      const timeline = pointsTimeline(right, scoring);
      assert.deepEqual(pointsTimeline({ ...wrong, events }, scoring), timeline, name);
      assert.deepEqual(
        [...engine.scores(timeline).slice(0, entries.length)],
        entries.map((entry) => scoreEntry(entry, timeline)),
        name,
      );
    }
  });
});

/** Whatever gave points takes them. */
function negated(scoring: Scoring): Scoring {
  const bounds = ['from', 'below', 'minBalls'];
  return JSON.parse(
    JSON.stringify(scoring, (name, value: unknown) =>
      typeof value === 'number' && !bounds.includes(name) ? -value : value,
    ),
  ) as Scoring;
}

function scoringOf({ match }: MatchRows): Scoring {
  return match?.sport === 'cricket' ? T20_SCORING : FOOTBALL_SCORING;
}

function teamsOf({ squads, match }: MatchRows, count: number): EntryRecord[] {
  const players = squads.map(({ playerId }) => playerId);
  const units = match?.sport === 'cricket' ? 20 : 90;
  const entries = randomEntries(seededRandom(11), players, count, { powered: 0, units });
  // As the engine numbers them.
  return entries.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Plays a match row by row, with power-ups used on the way, and compares everything after each. */
function playAgainstBruteForce(
  name: string,
  rows: MatchRows,
  scoring: Scoring,
  { teams, isNegative }: { teams: number; isNegative: boolean },
): void {
  const random = seededRandom(3);
  const brute = new BruteForce(rows, scoring);
  const ordered = [...rows.events].sort(compareEvents);
  const entries = teamsOf(rows, teams);
  const engine = engineOf(entries);
  const powered = new Map<number, EntryRecord>();
  let packed = '';
  let negative = false;
  let tied = false;
  for (let count = 1; count <= ordered.length; count++) {
    if (count % Math.ceil(ordered.length / 25) === 0) {
      for (let n = 0; n < 10; n++) powered.set(...usePowerUp(random, engine, entries, ordered[count - 1]?.period ?? 1));
    }
    const timeline = pointsTimeline({ ...rows, events: ordered.slice(0, count) }, scoring);
    const scores = engine.scores(timeline);
    // Rows that give nobody anything leave all as it was.
    const bytes = Buffer.from(encodeTimeline({ ...timeline, seq: 0 })).toString('base64') + powered.size;
    if (bytes === packed) continue;
    packed = bytes;
    const playerPoints = new Map(rows.squads.map(({ playerId }) => [playerId, brute.points(playerId, count)]));
    const totals = entries.map((entry, at) =>
      powered.has(at) && at < POWERED_CHECKED
        ? brute.total(entry, count)
        : powered.has(at)
          ? scoreEntry(entry, timeline)
          : entry.picks.reduce((sum, pick) => sum + pick.multiplier * (playerPoints.get(pick.playerId) ?? 0), 0),
    );
    for (const [at, total] of totals.entries())
      if (scores[at] !== total) assert.fail(`${name} after ${count} rows: entry ${at} has ${scores[at]}, not ${total}`);
    const table = decodeRanks(encodeRanks(engine.rankTable(timeline)));
    const ranks = ranksOf(totals);
    for (const [total, rank] of ranks) {
      const found = rankOf(table, total);
      if (found.rank !== rank) assert.fail(`${name} after ${count} rows: ${total} ranks ${found.rank}, not ${rank}`);
      if (found.tied > 1) tied = true;
      if (total < 0) negative = true;
    }
    const some = entries[count % POWERED_CHECKED] as EntryRecord;
    assert.equal(explain(some, decodeTimeline(encodeTimeline(timeline))).total, totals[count % POWERED_CHECKED]);
  }
  assert.ok(tied && powered.size > 0, `${name}: ties and power-ups were seen`);
  assert.equal(negative, isNegative, name);
}

function usePowerUp(
  random: () => number,
  engine: ContestEngine,
  entries: EntryRecord[],
  period: number,
): [number, EntryRecord] {
  const at = Math.floor(random() * (random() < 0.5 ? POWERED_CHECKED : entries.length));
  const before = entries[at] as EntryRecord;
  if (before.powerUps.length > 0) return [at, before];
  const team = before.picks.map(({ playerId }) => playerId);
  const powerUp = { ...powerUpOf(random, team, 1, 60), since: { period, unit: Math.floor(random() * 60) } };
  const after = { ...before, revision: before.revision + 1, powerUps: [powerUp] };
  entries[at] = after;
  loadEntries(engine, [after]);
  return [at, after];
}

/** Competition ranks by sorting: score -> place of the first that has it. */
function ranksOf(totals: readonly number[]): Map<number, number> {
  const sorted = Float64Array.from(totals).sort().reverse();
  const ranks = new Map<number, number>();
  for (const [place, total] of sorted.entries()) if (!ranks.has(total)) ranks.set(total, place + 1);
  return ranks;
}
