import assert from 'node:assert/strict';
import { fantasyPath, matchPath, routeOf } from './route.ts';

describe('routes', () => {
  it('has a list at the top', () => assert.deepEqual(routeOf('/'), { page: 'matches' }));

  for (const matchId of ['demo-cricket', '1082591', 'a b?c#d', 'Köln:1']) {
    it(`finds match ${matchId} again`, () => assert.deepEqual(routeOf(matchPath(matchId)), { page: 'match', matchId }));
  }

  it('finds the fantasy page of a match', () =>
    assert.deepEqual(routeOf(fantasyPath('a b')), { page: 'fantasy', matchId: 'a b' }));

  it('finds the page of a match for operators', () =>
    assert.deepEqual(routeOf('/matches/a/ops'), { page: 'ops', matchId: 'a' }));

  it('finds the pages of coins and coupons', () => {
    assert.deepEqual(routeOf('/wallet'), { page: 'wallet' });
    assert.deepEqual(routeOf('/coupons/'), { page: 'coupons' });
    assert.deepEqual(routeOf('/ops/rewards'), { page: 'rewardsOps' });
  });

  for (const path of [
    '/ops',
    '/wallet/x',
    '/toString',
    '/matches',
    '/matches/a/team',
    '/matches/a/fantasy/b',
    '/matches/',
    '/matches/a/b',
    '/matches/a%2Fb',
    '/matches/%E0%A4%A',
    '/teams/x',
  ]) {
    it(`does not know ${path}`, () => assert.deepEqual(routeOf(path), { page: 'unknown' }));
  }
});
