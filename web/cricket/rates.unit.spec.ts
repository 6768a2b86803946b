import assert from 'node:assert/strict';
import { economy, runRate, strikeRate } from './rates.ts';

describe('rates', () => {
  it('strike rate', () => {
    assert.equal(strikeRate({ runs: 45, balls: 30 }), '150.0');
    assert.equal(strikeRate({ runs: 7, balls: 9 }), '77.8');
  });

  it('economy, by the length of the over', () => {
    assert.equal(economy({ runs: 28, balls: 24 }, 6), '7.00');
    assert.equal(economy({ runs: 28, balls: 20 }, 5), '7.00');
    assert.equal(runRate({ runs: 172, balls: 120, overs: '20' }), '8.60');
  });

  it('none before the first ball', () => {
    assert.equal(strikeRate({ runs: 0, balls: 0 }), '–');
    assert.equal(economy({ runs: 1, balls: 0 }, 6), '–');
  });
});
