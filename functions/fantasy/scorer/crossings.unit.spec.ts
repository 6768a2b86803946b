import assert from 'node:assert/strict';
import { rankTable } from '@fanfold/game/ranks';
import { Roster } from '../engine/roster.ts';
import { toBytes } from '../engine/texts.ts';
import { Crossings, lineOf } from './crossings.ts';

/** So many entries with these points; the last of them is repeated for the rest. */
function field(entries: number, ...points: number[]): number[] {
  return Array.from({ length: entries }, (_, at) => points[at] ?? points.at(-1) ?? 0);
}

/** What is told of entries that stand where they stand for the first time, by kind. */
function told(scores: readonly number[], isPlaying = true, crossings = new Crossings()): Record<string, number> {
  const roster = new Roster(1);
  const nobody = { players: new Uint16Array(0), weights: new Uint8Array(0) };
  for (const at of scores.keys()) roster.append({ id: toBytes(`fan_${at}`), revision: 1, ...nobody });
  const counts: Record<string, number> = {};
  for (const { kind } of crossings.judge(roster, Int32Array.from(scores), rankTable(scores), isPlaying, true))
    counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

describe('crossings', () => {
  it('tell nobody of the lead or the top hundred before play has begun', () => {
    assert.deepEqual(told(field(150, 400, 300, 0), false), {});
    assert.deepEqual(told(field(150, 400, 300, 0)), { lead: 1, top100: 2 });
  });

  it('say nothing of the top hundred in a field that is no larger than that', () => {
    assert.deepEqual(told(field(80, 400, 300, 0)), { lead: 1 });
    assert.deepEqual(told(field(100, 400, 300, 0)), { lead: 1 });
    assert.deepEqual(told(field(101, 400, 300, 0)), { lead: 1, top100: 2 });
  });

  it('say nothing of the lead of the only one, nor of all who are at the start', () => {
    assert.deepEqual(told([400]), {});
    assert.deepEqual(told([400, 0]), { lead: 1 });
    assert.deepEqual(told(field(80, 400)), {});
    assert.deepEqual(told(field(1_000, 400)), {});
  });

  it('tell of a hundred points in a field of any size', () => {
    assert.deepEqual(told([10_000]), { hundredPoints: 1 });
    assert.deepEqual(told([10_000, 9_998], false), { hundredPoints: 1 });
  });

  it('tell each fan once', () => {
    const crossings = new Crossings();
    assert.deepEqual(told(field(101, 400, 300, 0), true, crossings), { lead: 1, top100: 2 });
    assert.deepEqual(told(field(101, 500, 600, 0), true, crossings), { lead: 1 });
    assert.deepEqual(told(field(101, 700, 600, 0), true, crossings), {});
  });
});

describe('the line of the first places', () => {
  it('lies above those who are tied for more places than the top has', () => {
    assert.equal(lineOf(rankTable(field(300, 400, 200)), 100), 201);
    assert.equal(lineOf(rankTable([...field(100, 200), 0]), 100), 200);
  });
});
