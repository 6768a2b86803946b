import assert from 'node:assert/strict';
import { matchHref, routeOf } from './route.ts';

describe('route', () => {
  it('leads back to the match that a link was made for', () => {
    for (const matchId of ['demo-cricket', 'a b', 'ü%/#'])
      assert.deepEqual(routeOf(matchHref(matchId)), { page: 'match', matchId });
  });

  it('takes everything else for the list', () => {
    for (const hash of ['', '#', '#/match/', '#/match/a/b', '#/match/%E0%A4%A', '#/other/x'])
      assert.deepEqual(routeOf(hash), { page: 'matches' });
  });
});
