import assert from 'node:assert/strict';
import { FanfoldError } from '@fanfold/client';
import { refusalText } from './refusal.ts';

describe('why a call did not work', () => {
  const refused = (reason: string, details = {}) => new FanfoldError('refused', 'As told.', { reason, details });

  it('is said in a fan’s words', () => {
    assert.match(refusalText(refused('contestLocked')), /has begun/);
    assert.match(refusalText(refused('tryAgain')), /Nothing was changed; try again/);
    assert.equal(refusalText(refused('tooManyRequests')), 'Too many tries. As told.');
    assert.equal(refusalText(refused('newerThanThisPage')), 'As told.');
  });

  it('names every broken rule of a team, and every wrong field', () => {
    const problems = [
      { path: 'name', message: 'is too long' },
      { path: 'avatar', message: 'is no picture' },
    ];
    assert.equal(refusalText(refused('invalidTeam', { problems })), 'is too long is no picture');
    assert.equal(refusalText(refused('invalidInput', { problems })), 'name: is too long. avatar: is no picture.');
  });

  it('says what to do when nobody answers', () => {
    assert.match(refusalText(new FanfoldError('unavailable', 'x')), /Check your connection/);
    assert.match(refusalText(new FanfoldError('unknown', 'x')), /Try again/);
    assert.equal(refusalText('broken'), 'broken');
  });
});
