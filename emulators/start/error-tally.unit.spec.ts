import assert from 'node:assert/strict';
import { ErrorTally } from './error-tally.ts';

describe('ErrorTally', () => {
  it('counts errors and alarms by kind, and shows the first of each', () => {
    const tally = new ErrorTally();
    tally.add('{"severity":"INFO","event":"health"}');
    tally.add('{"severity":"ERROR","event":"deadLetter","code":"badRow"}');
    tally.add('{"severity":"ERROR","event":"deadLetter","code":"other"}');
    tally.add('TypeError: x is not a function');
    assert.equal(tally.errors, 3);
    assert.match(
      tally.summary(),
      /^2 x deadLetter, first: .*badRow.*\n1 x other, first: TypeError: x is not a function\n$/,
    );
  });

  it('shows what is late, and counts it as no error', () => {
    const tally = new ErrorTally();
    tally.add('{"severity":"ALERT","message":"rows are late","event":"lateRows"}');
    tally.add('{"event":"alarm","severity":"ERROR","code":"UNPUBLISHED_CHANGES"}');
    tally.add('{"severity":"ALERT","message":"redemptions do not end","event":"redemptionsOverdue","overdue":1}');
    tally.add('{"severity":"ALERT","message":"overdue","event":"settlementOverdue","missing":2}');
    assert.equal(tally.errors, 0);
    assert.match(tally.summary(), /lateRows[^]*UNPUBLISHED_CHANGES/);
  });
});
