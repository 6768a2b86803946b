import assert from 'node:assert/strict';
import { seededRandom } from '@fanfold/replay/random';
import type { EntryBlock, PowerUpBlock } from '@fanfold/fantasy/engine/blocks';
import { ContestEngine } from '@fanfold/fantasy/engine/contest-engine';
import type { EntryRecord } from '@fanfold/fantasy/engine/roster';
import { type PointsTimeline, rankOf, scoreEntry } from '@fanfold/game/fantasy';
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
  for (let entry = 0; entry < engine.roster.count; entry++) {
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
      const engine = new ContestEngine(11);
      for (const entry of entries) engine.add(entry);
      engine.accept();
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
        assert.ok(engine.add(after));
        if (random() < 0.5) {
          engine.rollback();
          assertScores(engine, timeline, entries);
          engine.add(after);
        }
        engine.accept();
        entries[changed] = after;
        if (random() < 0.3) {
          const [late] = randomEntries(random, PLAYERS, 1) as [EntryRecord];
          const entry = { ...late, id: `late${round}_1` };
          entries.push(entry);
          engine.add(entry);
          engine.accept();
        }
        assert.equal(engine.add(before), false, 'an older state of an entry says nothing new');
        assertScores(engine, timeline, entries);
      }
    });
  }

  it('is rebuilt from its blocks, also when they come again', () => {
    const random = seededRandom(7);
    const entries = randomEntries(random, PLAYERS, 5_000, { units: 12 });
    const engine = new ContestEngine(11);
    for (const entry of entries) engine.add(entry);
    const [blocks, powerUps] = [engine.changedEntries(), engine.changedPowerUps()];
    assert.equal(blocks.size, 3);
    const other = new ContestEngine(11);
    for (let time = 0; time < 2; time++) {
      for (const [number, block] of blocks) other.loadEntries(number, block);
      for (const block of powerUps.values()) other.loadPowerUps(block);
    }
    const timeline = randomTimeline(random, 40);
    assert.deepEqual(other.scores(timeline).slice(0, 5_000), engine.scores(timeline).slice(0, 5_000));
    assert.deepEqual(other.rankTable(timeline), engine.rankTable(timeline));
    assert.deepEqual(
      other.top(timeline, other.rankTable(timeline), 100),
      engine.top(timeline, engine.rankTable(timeline), 100),
    );
    assert.equal(other.revisionSum, engine.revisionSum);
    assert.equal(other.changedEntries().size, 0);
  });

  // A reader that takes the block of teams before another instance's commit, and the block of power-ups after it.
  it('keeps the newer team of an entry whose power-up it has read first', () => {
    const [entry, other] = randomEntries(seededRandom(3), PLAYERS, 2, { powered: 0 }) as [EntryRecord, EntryRecord];
    const team = other.picks.map(({ playerId }) => playerId);
    const writer = new ContestEngine(11);
    writer.add(entry);
    const before = writer.changedEntries().get(0) as EntryBlock;
    writer.accept();
    const powered = { ...entry, picks: other.picks, revision: 3, powerUps: [powerUpOf(seededRandom(1), team, 2, 12)] };
    writer.add(powered);
    const [after, powerUps] = [writer.changedEntries().get(0) as EntryBlock, writer.changedPowerUps().get(0)];

    const reader = new ContestEngine(11);
    reader.loadEntries(0, before);
    reader.loadPowerUps(powerUps as PowerUpBlock);
    reader.rollback();
    reader.loadEntries(0, after);
    assert.deepEqual(reader.record(0).picks, other.picks);
    assert.equal(reader.revisionSum, powered.revision);
    const timeline = randomTimeline(seededRandom(5), 40);
    assertScores(reader, timeline, [powered]);
  });

  it('names the same hundred of many tied ones, in whatever order they arrived', () => {
    const entries = randomEntries(seededRandom(9), PLAYERS, 1_000, { powered: 0 });
    const engines = [entries, [...entries].reverse()].map((order) => {
      const engine = new ContestEngine(11);
      for (const entry of order) engine.add(entry);
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
