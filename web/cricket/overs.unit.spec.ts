import assert from 'node:assert/strict';
import { ballsIn, ballsPerOver, oversLength, oversText } from './overs.ts';

describe('overs', () => {
  it('have as many balls as the innings shows', () => {
    assert.equal(ballsPerOver({ balls: 118, overs: '19.4' }), 6);
    assert.equal(ballsPerOver({ balls: 120, overs: '20' }), 6);
    assert.equal(ballsPerOver({ balls: 97, overs: '19.2' }), 5);
    assert.equal(ballsPerOver({ balls: 121, overs: '20' }), 6, 'the umpire counted seven once');
    assert.equal(ballsPerOver({ balls: 3, overs: '0.3' }), 6);
  });

  it('are written with the balls behind a dot, which is no decimal point', () => {
    assert.equal(oversText(22, 6), '3.4');
    assert.equal(oversText(24, 6), '4');
    assert.equal(oversLength('14.3', 6), 14.5);
    assert.equal(oversLength('20', 6), 20);
    assert.equal(ballsIn(12.3, 6), 75);
    assert.equal(ballsIn(20, 5), 100);
  });
});
