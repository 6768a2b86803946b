import assert from 'node:assert/strict';
import { matchPath, routeOf } from './route.ts';

describe('routes', () => {
  it('has a list at the top', () => assert.deepEqual(routeOf('/'), { page: 'matches' }));

  for (const matchId of ['demo-cricket', '1082591', 'a b?c#d', 'Köln:1']) {
    it(`finds match ${matchId} again`, () => assert.deepEqual(routeOf(matchPath(matchId)), { page: 'match', matchId }));
  }

  for (const path of ['/matches', '/matches/', '/matches/a/b', '/matches/a%2Fb', '/matches/%E0%A4%A', '/teams/x']) {
    it(`does not know ${path}`, () => assert.deepEqual(routeOf(path), { page: 'unknown' }));
  }
});
