import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyTimeline } from '../testing/fantasy.ts';
import { comparePlaces } from './place.ts';
import { type ClockReading, powerUpStart, readClock } from './power-up-start.ts';
import type { Place } from './timeline.ts';

const START = '2026-06-01T14:00:00.000Z';
/** Minutes after the start. */
const at = (minutes: number) => new Date(Date.parse(START) + minutes * 60_000);
const reading = (period: number, unit: number, minutes: number, takenBack?: number): ClockReading => ({
  period,
  unit,
  at: at(minutes).getTime(),
  takenBackAt: takenBack === undefined ? null : at(takenBack).getTime(),
});
const start = (sport: 'cricket' | 'football', known: ClockReading | null, minutes: number) =>
  powerUpStart({ sport, startsAt: START, reading: known }, at(minutes));

/** Readings of commits: of each one what the last row says, and when; period 0: there is no row. */
function readings(sport: 'cricket' | 'football', ...commits: [period: number, unit: number, minutes: number][]) {
  let known: ClockReading | null = null;
  for (const [period, unit, minutes] of commits) {
    const periods = period === 0 ? [] : [{ period, first: 0, last: unit }];
    known = readClock({ sport, periods }, known, at(minutes));
  }
  return known;
}

describe('the start of a power-up', () => {
  it('is the next over while balls come, and a later one when there has been time for it', () => {
    const over6 = reading(1, 5, 25);
    for (const [minutes, unit] of [
      [25, 6],
      [27.4, 6],
      [27.5, 7],
      [30, 8],
      [45, 14],
    ] as const)
      assert.deepEqual(start('cricket', over6, minutes), { period: 1, unit }, `${minutes} minutes`);
  });

  it('waits when no ball has come for twenty minutes: play has stopped, or nobody knows what is on', () => {
    assert.notEqual(start('cricket', reading(1, 5, 25), 45), null);
    assert.equal(start('cricket', reading(1, 5, 25), 45.1), null);
    assert.equal(start('cricket', null, 20.1), null);
  });

  it('is the minute after the one that is on, whenever the last row came', () => {
    const foul = reading(2, 55, 72);
    assert.deepEqual(start('football', foul, 72), { period: 2, unit: 56 });
    assert.deepEqual(start('football', foul, 80.5), { period: 2, unit: 64 });
  });

  it('is in the second half when half-time has been long enough for it', () => {
    const whistle = reading(1, 46, 46);
    assert.deepEqual(start('football', whistle, 60.9), { period: 1, unit: 61 });
    assert.deepEqual(start('football', whistle, 61), { period: 2, unit: 46 });
    assert.deepEqual(start('football', whistle, 63), { period: 2, unit: 48 });
    // No row since the 31st minute: the half may have ended after 45.
    assert.deepEqual(start('football', reading(1, 30, 30), 62), { period: 2, unit: 48 });
    assert.deepEqual(start('football', reading(4, 119, 200), 230), { period: 4, unit: 150 });
  });

  it('waits while rows are taken back, which fans have seen', () => {
    for (const sport of ['cricket', 'football'] as const) {
      const known = reading(1, 9, 27, 28);
      assert.equal(start(sport, known, 28), null);
      assert.equal(start(sport, known, 47.9), null);
    }
    // No commit has come since that would have read the clock anew.
    assert.deepEqual(start('football', reading(1, 9, 27, 28), 48), { period: 1, unit: 31 });
  });

  it('goes by the start of the match while there is no row', () => {
    for (const sport of ['cricket', 'football'] as const) {
      assert.deepEqual(start(sport, null, -1), { period: 1, unit: 0 });
      assert.deepEqual(start(sport, null, 0), { period: 1, unit: 1 });
    }
    assert.deepEqual(start('football', null, 7.5), { period: 1, unit: 8 });
    assert.deepEqual(start('cricket', null, 7.5), { period: 1, unit: 4 });
  });
});

describe('reading the clock', () => {
  it('reads an over at its first row, and anew at the next over', () => {
    assert.deepEqual(readings('cricket', [1, 0, 3], [1, 0, 6]), reading(1, 0, 3));
    assert.deepEqual(readings('cricket', [1, 0, 3], [1, 1, 8]), reading(1, 1, 8));
    assert.deepEqual(readings('cricket', [1, 19, 80], [2, 0, 100]), reading(2, 0, 100));
  });

  it('keeps the time of a minute by the row that came soonest, of rows that are typed late', () => {
    assert.deepEqual(readings('football', [1, 0, 1], [1, 10, 13]), reading(1, 10, 11));
    assert.deepEqual(readings('football', [1, 0, 1], [1, 10, 13], [1, 20, 20.5]), reading(1, 20, 20.5));
  });

  it('reads it anew after play that stood still, a correction, and a break', () => {
    assert.deepEqual(readings('football', [1, 20, 20], [1, 21, 61]), reading(1, 21, 61));
    assert.deepEqual(readings('football', [1, 46, 46], [2, 45, 63]), reading(2, 45, 63));
  });

  it('keeps what has been shown when the rows are taken back, until others have come as far', () => {
    assert.deepEqual(readings('cricket', [1, 9, 30], [1, 8, 31]), reading(1, 9, 30, 31));
    assert.deepEqual(readings('cricket', [1, 9, 30], [1, 8, 31], [1, 7, 33]), reading(1, 9, 30, 31));
    assert.deepEqual(readings('cricket', [1, 9, 30], [1, 8, 31], [1, 9, 33]), reading(1, 9, 30));
    assert.deepEqual(readings('cricket', [1, 9, 30], [1, 8, 31], [1, 10, 36]), reading(1, 10, 36));
    assert.deepEqual(readings('cricket', [2, 0, 100], [1, 19, 101]), reading(2, 0, 100, 101));
    assert.deepEqual(readings('football', [1, 80, 8], [1, 8, 9]), reading(1, 80, 8, 9));
    assert.deepEqual(readings('football', [1, 8, 8], [0, 0, 9]), reading(1, 8, 8, 9));
  });

  it('reads it anew when rows have been taken back for twenty minutes: they were never played', () => {
    assert.deepEqual(readings('football', [1, 80, 8], [1, 8, 9], [1, 27, 28.9]), reading(1, 80, 8, 9));
    assert.deepEqual(readings('football', [1, 80, 8], [1, 8, 9], [1, 27, 29]), reading(1, 27, 29));
    assert.equal(readings('football', [1, 80, 8], [0, 0, 9], [0, 0, 29]), null);
  });
});

describe('whatever rows come when', () => {
  const commits = fc.array(fc.tuple(anyTimeline, fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 6 });
  const waits = fc.array(fc.integer({ min: 0, max: 30 * 60_000 }), { minLength: 1, maxLength: 8 });

  it('never starts in or before the last over or minute that has rows, nor in one that the clock has reached, and never earlier as time goes on', () =>
    fc.assert(
      fc.property(fc.constantFrom('cricket' as const, 'football' as const), commits, waits, (sport, history, later) => {
        let known: ClockReading | null = null;
        let minutes = 0;
        for (const [{ periods }, pause] of history) {
          minutes += pause;
          const then: ClockReading | null = known;
          known = readClock({ sport, periods }, known, at(minutes));
          const last = periods.at(-1);
          if (known?.takenBackAt == null)
            assert.deepEqual(known && [known.period, known.unit], last ? [last.period, last.last] : null);
          else assert.ok(!last || comparePlaces(known, { period: last.period, unit: last.last }) > 0);
          const isLower = then !== null && (known === null || comparePlaces(known, then) < 0);
          if (isLower) assert.ok(minutes - (then.takenBackAt ?? Infinity) / 60_000 + Date.parse(START) / 60_000 >= 20);
          assert.ok(!known || known.at <= at(minutes).getTime());
        }
        let before: Place | null = null;
        let now = at(minutes).getTime();
        for (const wait of [0, ...later]) {
          now += wait;
          const since = powerUpStart({ sport, startsAt: START, reading: known }, new Date(now));
          const elapsed = now - (known?.at ?? Date.parse(START));
          const isTakenBack = known?.takenBackAt != null && now - known.takenBackAt < 20 * 60_000;
          if (since === null) {
            assert.ok(isTakenBack || (sport === 'cricket' && elapsed > 20 * 60_000));
            continue;
          }
          assert.ok(!isTakenBack);
          const place = known ?? { period: 1, unit: 0 };
          const unitMs = sport === 'cricket' ? 150_000 : 60_000;
          assert.ok(comparePlaces(since, place) > 0);
          if (since.period === place.period) assert.ok((since.unit - place.unit) * unitMs > elapsed);
          else assert.ok(elapsed >= 60_000 && sport === 'football' && since.period === place.period + 1);
          if (before) assert.ok(comparePlaces(since, before) >= 0);
          before = since;
        }
      }),
    ));
});
