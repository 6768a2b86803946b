import assert from 'node:assert/strict';
import { assertRefusal } from '../testing/refusals.ts';
import {
  LEAGUES_PER_FAN,
  LEAGUE_MEMBERS,
  type League,
  decideCreateLeague,
  decideJoinLeague,
  decideLeaveLeague,
} from './decide-league.ts';

const fan = (uid: string, leagues = 0) => ({ uid, leagues, isErased: false });
const NEW = { name: 'Friends', code: '01ABCDEFGH' };
const league = decideCreateLeague(NEW, fan('ana'));
const joined = (to: League, uid: string): League => ({ ...to, ...decideJoinLeague(to, fan(uid)) });
const three = joined(joined(league, 'ben'), 'cleo');

describe('deciding on leagues', () => {
  it('creates one of its owner alone', () => assert.deepEqual(league, { ...NEW, owner: 'ana', members: ['ana'] }));

  it('adds who joins behind the others, once', () => {
    assert.deepEqual(three.members, ['ana', 'ben', 'cleo']);
    assert.equal(decideJoinLeague(three, fan('ben', LEAGUES_PER_FAN)), null);
  });

  it('refuses a code of no league, a full league, and one league too many', () => {
    assertRefusal(() => decideJoinLeague(undefined, fan('ben')), 'leagueNotFound');
    const members = Array.from({ length: LEAGUE_MEMBERS }, (_, at) => `fan${at}`);
    assertRefusal(() => decideJoinLeague({ ...league, members }, fan('ben')), 'leagueFull');
    assert.equal(decideJoinLeague({ ...league, members: members.slice(1) }, fan('ben'))?.members.length, 100);
    assertRefusal(() => decideJoinLeague(league, fan('ben', LEAGUES_PER_FAN)), 'tooManyLeagues');
    assert.ok(decideJoinLeague(league, fan('ben', LEAGUES_PER_FAN - 1)));
    assertRefusal(() => decideCreateLeague(NEW, fan('ana', LEAGUES_PER_FAN)), 'tooManyLeagues');
  });

  it('refuses a fan who is erased', () => {
    const erased = { ...fan('ben'), isErased: true };
    assertRefusal(() => decideCreateLeague(NEW, erased), 'fanErased');
    for (const to of [undefined, league]) assertRefusal(() => decideJoinLeague(to, erased), 'fanErased');
  });

  it('takes out who leaves, and gives the league of its owner to who has been there longest', () => {
    assert.deepEqual(decideLeaveLeague(three, 'ana'), {
      is: 'left',
      fields: { members: ['ben', 'cleo'], owner: 'ben' },
    });
    const left = decideLeaveLeague(three, 'ben');
    assert.ok(left.is === 'left');
    assert.deepEqual([left.fields.members, left.fields.owner], [['ana', 'cleo'], 'ana']);
  });

  it('ends with its last member, and minds nobody who is none', () => {
    assert.deepEqual(decideLeaveLeague(league, 'ana'), { is: 'ended', code: '01ABCDEFGH' });
    assert.deepEqual(decideLeaveLeague(league, 'ben'), { is: 'noMember' });
    assert.deepEqual(decideLeaveLeague(undefined, 'ana'), { is: 'noMember' });
  });
});
