import assert from 'node:assert/strict';
import type { CricketInnings, CricketScorecard } from '@fanfold/game/cricket';
import { chaseText, economy, oversText, strikeRate } from './rates.ts';

const chasing = (innings: Partial<CricketInnings>) =>
  ({ innings: [{}, { team: 'Lynx', ...innings }] }) as unknown as CricketScorecard;

describe('rates of a cricket card', () => {
  it('strike rate, economy and overs', () => {
    assert.equal(strikeRate({ runs: 45, balls: 30 }), '150.0');
    assert.equal(strikeRate({ runs: 0, balls: 0 }), '–');
    assert.equal(economy({ runs: 28, balls: 24 }), '7.00');
    assert.equal(oversText(22), '3.4');
    assert.equal(oversText(24), '4');
  });

  it('what a chase still needs', () => {
    assert.equal(
      chaseText(chasing({ runs: 150, balls: 102, target: { runs: 174, overs: 20 } })),
      'Lynx need 24 runs from 18 balls (RRR 8.00)',
    );
    assert.equal(chaseText(chasing({ runs: 99, balls: 30, target: { runs: 100 } })), 'Lynx need 1 run');
    assert.equal(chaseText(chasing({ runs: 174, balls: 102, target: { runs: 174, overs: 20 } })), null);
    assert.equal(chaseText(chasing({ runs: 10, balls: 12 })), null);
  });
});
