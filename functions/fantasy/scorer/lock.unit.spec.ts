import assert from 'node:assert/strict';
import { NO_DIRECTIVES } from '@fanfold/game/fantasy';
import { type MatchRow, eventRow } from '@fanfold/game/match';
import { matchRow } from '../../../game/testing/match.ts';
import { type ContestLock, NO_LOCK, nextLock } from './lock.ts';

const START = '2026-06-01T14:00:00.000Z';
const BALL = eventRow({ id: 'e', matchId: 'm', period: 1, ord: 1, kind: 'delivery' });

function lockOf(lock: ContestLock, set: Partial<MatchRow>, events = [BALL], newSalt = () => 'salt'): ContestLock {
  const match = matchRow({ sport: 'cricket', startsAt: START, status: 'live', ...set });
  return nextLock({ match, events }, { lock, directives: NO_DIRECTIVES }, new Date(START), newSalt);
}

describe('the salt of the draws', () => {
  it('is made when the lock is final, and kept', () => {
    const fallen = lockOf(NO_LOCK, { status: 'scheduled' }, []);
    assert.deepEqual([fallen.lockedAt, fallen.salt], [START, null]);
    const final = lockOf(fallen, {});
    assert.deepEqual([final.isFinal, final.salt], [true, 'salt']);
    assert.equal(lockOf(final, {}, [BALL], () => 'another').salt, 'salt');
  });

  it('is made for a match that is over without any play', () => {
    assert.equal(lockOf(NO_LOCK, { status: 'finished', final: true, eventCount: 0 }, []).salt, 'salt');
  });

  it('is another one after a contest was opened again: the old one is known', () => {
    const opened = lockOf(
      { ...NO_LOCK, salt: 'old' },
      { status: 'scheduled', startsAt: '2026-06-02T14:00:00.000Z' },
      [],
    );
    assert.deepEqual([opened.lockedAt, opened.salt], [null, null]);
    assert.equal(lockOf(opened, {}).salt, 'salt');
  });
});
