import assert from 'node:assert/strict';
import type { LiveMatch } from '@fanfold/client';
import { groupMatches } from './group-matches.ts';

const match = (id: string, status: LiveMatch['status'], startsAt: string) => ({ id, status, startsAt }) as LiveMatch;

describe('groups of matches', () => {
  it('live first, then the soonest, then the latest', () => {
    const groups = groupMatches([
      match('old', 'finished', '2026-01-01T00:00:00Z'),
      match('soon', 'scheduled', '2026-03-01T00:00:00Z'),
      match('late', 'scheduled', '2026-04-01T00:00:00Z'),
      match('recent', 'abandoned', '2026-02-01T00:00:00Z'),
      match('now', 'live', '2026-02-28T00:00:00Z'),
    ]);
    assert.deepEqual(
      groups.map(({ title, matches }) => [title, matches.map(({ id }) => id)]),
      [
        ['Live', ['now']],
        ['Upcoming', ['soon', 'late']],
        ['Finished', ['recent', 'old']],
      ],
    );
  });

  it('none of nothing', () => assert.deepEqual(groupMatches([]), []));
});
