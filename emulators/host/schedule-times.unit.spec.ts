import assert from 'node:assert/strict';
import { parseSchedule } from './schedule-times.ts';

describe('schedule times', () => {
  const next = (schedule: string, after: string) => new Date(parseSchedule(schedule)(Date.parse(after))).toISOString();

  it('add the period of "every"', () => {
    assert.equal(next('every 1 minutes', '2026-11-29T12:00:07Z'), '2026-11-29T12:01:07.000Z');
    assert.equal(next('every 2 hours', '2026-11-29T12:00:00Z'), '2026-11-29T14:00:00.000Z');
  });

  it('find the next minute, hour and day of cron', () => {
    assert.equal(next('* * * * *', '2026-11-29T12:00:00Z'), '2026-11-29T12:01:00.000Z');
    assert.equal(next('*/15 * * * *', '2026-11-29T12:46:00Z'), '2026-11-29T13:00:00.000Z');
    assert.equal(next('5,35 3-4 * * *', '2026-11-29T04:35:00Z'), '2026-11-30T03:05:00.000Z');
    assert.equal(next('0 0 1 1 *', '2026-11-29T12:00:00Z'), '2027-01-01T00:00:00.000Z');
    assert.equal(next('0 0 29 2 *', '2026-11-29T12:00:00Z'), '2028-02-29T00:00:00.000Z');
    assert.equal(next('30 9 * * 7', '2026-11-29T12:00:00Z'), '2026-12-06T09:30:00.000Z');
    assert.equal(next('0 6 13 * 5', '2026-11-29T12:00:00Z'), '2026-12-04T06:00:00.000Z');
  });

  it('refuse what they cannot read', () => {
    for (const schedule of ['every day 00:00', 'every 0 minutes', '60 * * * *', '* * * JAN *', '5-1 * * * *', '* * *'])
      assert.throws(() => parseSchedule(schedule), /cannot read/, schedule);
    assert.throws(() => next('0 0 30 2 *', '2026-11-29T12:00:00Z'), /never due/);
  });
});
