import assert from 'node:assert/strict';
import { seededRandom } from '@fanfold/replay/random';
import { ContestEngine } from '@fanfold/fantasy/engine/contest-engine';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import { type PointsTimeline, scoreEntry } from '@fanfold/game/fantasy';
import { rankOf, rankTable } from '@fanfold/game/ranks';
import { engineOf, loadEntries } from './engine-of.ts';
import { powerUpOf, randomEntries } from './random-entries.ts';

const PLAYERS = Array.from({ length: 24 }, (_, at) => `p${at}`);

type Random = () => number;

/** Awards as no match would have them: any sign, any player, any over. */
function randomTimeline(random: Random, rows: number): PointsTimeline {
  const whole = (below: number) => Math.floor(random() * below);
  const places = Array.from({ length: rows }, () => ({ period: 1 + whole(2), unit: whole(12) })).sort(
    (a, b) => a.period - b.period || a.unit - b.unit,
  );
  const periods = [1, 2].flatMap((period) => {
    const units = places.filter((place) => place.period === period).map(({ unit }) => unit);
    return units.length === 0 ? [] : [{ period, first: 0, last: Math.max(...units) }];
  });
  return {
    sport: 'cricket',
    seq: rows,
    periods,
    rows: places.map((place) => ({
      ...place,
      ball: 0,
      awards: Array.from({ length: 1 + whole(3) }, () => ({
        playerId: PLAYERS[whole(PLAYERS.length)] ?? '',
        rule: 'run',
        points: 2 * (whole(400) - 150),
      })),
    })),
  };
}

function assertScores(engine: ContestEngine, timeline: PointsTimeline, entries: readonly EntryRecord[]): void {
  const expected = new Map(entries.map((entry) => [entry.id, scoreEntry(entry, timeline)]));
  const sorted = [...expected.values()].sort((a, b) => b - a);
  const scores = engine.scores(timeline);
  const table = engine.rankTable(timeline);
  assert.equal(table.entries, entries.length);
  assert.deepEqual(table, rankTable(sorted));
  for (let entry = 0; entry < engine.roster.count; entry++) {
    if (engine.roster.erased.has(entry)) continue;
    const points = expected.get(engine.roster.ids.text(entry));
    assert.equal(scores[entry], points);
    assert.equal(rankOf(table, points ?? 0).rank, sorted.indexOf(points ?? 0) + 1);
  }
  const top = engine.top(timeline, table, 100);
  assert.deepEqual(
    top.map(({ points }) => points),
    sorted.slice(0, 100),
  );
  for (const { uid, n, points, rank } of top) {
    assert.equal(points, expected.get(`${uid}_${n}`));
    assert.equal(rank, sorted.indexOf(points) + 1);
  }
}

describe('the scoring engine', () => {
  for (const seed of [1, 2, 3, 4]) {
    it(`has the score and the rank of everybody, whatever happens (seed ${seed})`, () => {
      const random = seededRandom(seed);
      const entries = randomEntries(random, PLAYERS, 150, { powered: 0.4, units: 12 });
      const engine = engineOf(entries);
      for (let round = 0; round < 30; round++) {
        // A new match state each time: growth, corrections and rows taken back are all the same to it.
        const timeline = randomTimeline(random, Math.floor(random() * 40));
        assertScores(engine, timeline, entries);
        const changed = Math.floor(random() * entries.length);
        const before = entries[changed] as EntryRecord;
        const team = before.picks.map(({ playerId }) => playerId);
        const unused = before.powerUps.length === 0;
        const after: EntryRecord = unused
          ? { ...before, revision: before.revision + 1, powerUps: [powerUpOf(random, team, 2, 12)] }
          : { ...before, revision: before.revision + 1, picks: [...before.picks].reverse().map(swapCaptain) };
        loadEntries(engine, [after]);
        entries[changed] = after;
        if (random() < 0.3) {
          const [late] = randomEntries(random, PLAYERS, 1) as [EntryRecord];
          const entry = { ...late, id: `late${round}_1` };
          entries.push(entry);
          loadEntries(engine, [entry]);
        }
        if (random() < 0.3) {
          const [gone] = entries.splice(Math.floor(random() * entries.length), 1) as [EntryRecord];
          loadEntries(engine, [], [gone.id]);
          // A write that comes late finds the tombstone in its block.
          loadEntries(engine, [{ ...gone, revision: 99 }], [gone.id]);
        }
        // An older state of an entry says nothing new.
        if (entries.includes(after)) loadEntries(engine, [before]);
        assertScores(engine, timeline, entries);
      }
    });
  }

  it('takes back the power-ups of a fan who was let in again and saved another team', () => {
    const random = seededRandom(7);
    const entries = randomEntries(random, PLAYERS, 50, { powered: 1, units: 12 });
    const engine = engineOf(entries);
    const timeline = randomTimeline(random, 40);
    assertScores(engine, timeline, entries);
    for (const [at, entry] of entries.entries()) {
      const team = entry.picks.map(({ playerId }) => playerId);
      const again = [[], [powerUpOf(random, team, 2, 12)], [...entry.powerUps, powerUpOf(random, team, 2, 12)]];
      entries[at] = { ...entry, revision: entry.revision + 3, powerUps: again[at % 3] ?? [] };
    }
    loadEntries(engine, entries);
    assertScores(engine, timeline, entries);
  });

  it('names the same hundred of many tied ones, in whatever order they arrived', () => {
    const entries = randomEntries(seededRandom(9), PLAYERS, 1_000, { powered: 0 });
    const engines = [entries, [...entries].reverse()].map((order) => {
      const engine = new ContestEngine(11);
      for (const entry of order) loadEntries(engine, [entry]);
      return engine;
    });
    const timeline = randomTimeline(seededRandom(1), 0);
    const [first, second] = engines.map((engine) => engine.top(timeline, engine.rankTable(timeline), 100));
    assert.equal(first?.length, 100);
    assert.ok(first?.every(({ rank, points }) => rank === 1 && points === 0));
    assert.deepEqual(first, second);
  });
});

/** After a reversal the captain is last: put the multipliers in order again. */
function swapCaptain({ playerId }: { playerId: string }, at: number): { playerId: string; multiplier: number } {
  return { playerId, multiplier: at === 0 ? 2 : at === 1 ? 1.5 : 1 };
}
