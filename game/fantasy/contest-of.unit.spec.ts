import assert from 'node:assert/strict';
import { matchRow } from '../testing/match.ts';
import { statusOf } from './contest-of.ts';
import { NO_DIRECTIVES } from './directives.ts';

const final = matchRow({ sport: 'cricket', status: 'finished', final: true, eventCount: 3 });
const asIs = { ...NO_DIRECTIVES, settlement: 'asIs' } as const;

describe('the status of a contest', () => {
  it('is that of its match once that has ended', () => {
    assert.deepEqual([statusOf(final, 2, true), statusOf(final, 3, true)], ['locked', 'final']);
    assert.equal(statusOf({ ...final, status: 'abandoned' }, 2, false), 'void');
  });

  it('is final with a wrong count when ops have said so, and not before the match is', () => {
    assert.equal(statusOf(final, 2, true, asIs), 'final');
    assert.equal(statusOf({ ...final, final: false }, 2, true, asIs), 'locked');
  });

  it('is void when ops have said so, whatever the match does', () => {
    const isVoid = { ...NO_DIRECTIVES, isVoid: true };
    assert.equal(statusOf(final, 3, true, isVoid), 'void');
    assert.equal(statusOf({ ...final, final: false }, 0, false, { ...isVoid, settlement: 'asIs' }), 'void');
  });
});
