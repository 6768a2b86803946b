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

  it('names every condition that a fan does not meet', () => {
    const conditions = ['level', 'regions', 'newerThanThisPage'];
    assert.match(refusalText(refused('notEligible', { conditions })), /higher level\. It is not for your region\./);
  });

  it('names the lines of a file that are wrong', () => {
    const problems = [
      { line: 3, code: 'duplicate', sameAs: 2 },
      { line: 5, code: 'notUtf8' },
    ];
    assert.equal(
      refusalText(refused('fileRefused', { problems, total: 4 })),
      'Nothing was taken. Line 3: the same code as in line 2. Line 5: from here on it is no UTF-8. And 2 more.',
    );
  });

  it('says what to do when nobody answers', () => {
    assert.match(refusalText(new FanfoldError('unavailable', 'x')), /Check your connection/);
    assert.match(refusalText(new FanfoldError('unknown', 'x')), /Try again/);
    assert.equal(refusalText('broken'), 'broken');
  });
});
