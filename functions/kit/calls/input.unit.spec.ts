import assert from 'node:assert/strict';
import { moment } from './input.ts';

describe('a moment of a call', () => {
  it('becomes text of one form, whatever its offset', () => {
    assert.equal(moment.parse('2026-06-01T05:30:00+05:30'), '2026-06-01T00:00:00.000Z');
    assert.equal(moment.parse('9999-12-31T23:59:59.999Z'), '9999-12-31T23:59:59.999Z');
  });

  it('is none where its text would not sort by time, or is no time', () => {
    for (const wrong of [
      '9999-12-31T23:30:00-05:00',
      '0000-01-01T00:00:00+01:00',
      '2026-02-30T00:00:00Z',
      '2026-06-01',
      'tomorrow',
    ])
      assert.equal(moment.safeParse(wrong).success, false, wrong);
  });
});
