import assert from 'node:assert/strict';
import { minuteText, shotMinuteText } from './minute.ts';

describe('minutes of a football match', () => {
  it('have stoppage time behind a plus', () => {
    assert.equal(minuteText({ minute: 63 }), "63'");
    assert.equal(minuteText({ minute: 45, stoppage: 2 }), "45+2'");
  });

  it('are counted from 1, per period', () => {
    assert.equal(shotMinuteText({ period: 1, minute: 0 }), "1'");
    assert.equal(shotMinuteText({ period: 1, minute: 46 }), "45+2'");
    assert.equal(shotMinuteText({ period: 2, minute: 46 }), "47'");
    assert.equal(shotMinuteText({ period: 4, minute: 120 }), "120+1'");
  });
});
