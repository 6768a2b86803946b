import assert from 'node:assert/strict';
import { openPeriods, xpIn } from './periods.ts';

const SEASONS = { spring: { from: '2026-03-02', to: '2026-03-29' } };
const idsAt = (iso: string) => openPeriods(SEASONS, Date.parse(iso)).map(({ id }) => id);

describe('periods of boards', () => {
  it('open a day before their first date begins in UTC, and close a day after their last one has ended there', () => {
    assert.deepEqual(idsAt('2026-02-28T23:59:59Z'), ['all', 'week:2026-02-23']);
    assert.deepEqual(idsAt('2026-03-01T00:00:00Z'), ['all', 'week:2026-02-23', 'week:2026-03-02', 'season:spring']);
    assert.deepEqual(idsAt('2026-03-02T23:59:59Z'), ['all', 'week:2026-02-23', 'week:2026-03-02', 'season:spring']);
    assert.deepEqual(idsAt('2026-03-03T00:00:00Z'), ['all', 'week:2026-03-02', 'season:spring']);
    assert.deepEqual(idsAt('2026-03-30T23:59:59Z'), ['all', 'week:2026-03-23', 'week:2026-03-30', 'season:spring']);
    assert.deepEqual(idsAt('2026-03-31T00:00:00Z'), ['all', 'week:2026-03-30']);
  });

  it('have every instant of every zone: from 14 hours before a date begins in UTC to 12 hours after it has ended', () => {
    const [first, last] = ['2026-03-02', '2026-03-08'].map((day) => Date.parse(`${day}T00:00:00Z`)) as [number, number];
    for (const at of [first - 14 * 3_600_000, last + 36 * 3_600_000 - 1])
      assert.ok(openPeriods({}, at).some(({ id }) => id === 'week:2026-03-02'));
  });

  it('count what a profile has of them', () => {
    const shown = { xp: 100, weeks: { '2026-03-02': 7 }, seasons: { spring: 30 } };
    const xp = openPeriods(SEASONS, Date.parse('2026-03-02T12:00:00Z')).map((period) => xpIn(period, shown));
    assert.deepEqual(xp, [100, 0, 7, 30]);
  });
});
