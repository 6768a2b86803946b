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

const person = { name: 'Ana', avatar: 'lion' };
const league = decideCreateLeague({ name: 'Friends', code: '01ABCDEFGH', uid: 'ana', person }, 0);
const joined = (to: League, uid: string): League => ({ ...to, ...decideJoinLeague(to, 0, uid, person) });
const three = joined(joined(league, 'ben'), 'cleo');

describe('deciding on leagues', () => {
  it('creates one of its owner alone', () =>
    assert.deepEqual(league, {
      name: 'Friends',
      code: '01ABCDEFGH',
      owner: 'ana',
      members: ['ana'],
      people: { ana: person },
    }));

  it('adds who joins behind the others, once', () => {
    assert.deepEqual(three.members, ['ana', 'ben', 'cleo']);
    assert.deepEqual(Object.keys(three.people), three.members);
    assert.equal(decideJoinLeague(three, LEAGUES_PER_FAN, 'ben', person), null);
  });

  it('refuses a code of no league, a full league, and one league too many', () => {
    assertRefusal(() => decideJoinLeague(undefined, 0, 'ben', person), 'leagueNotFound');
    const members = Array.from({ length: LEAGUE_MEMBERS }, (_, at) => `fan${at}`);
    assertRefusal(() => decideJoinLeague({ ...league, members }, 0, 'ben', person), 'leagueFull');
    assert.equal(decideJoinLeague({ ...league, members: members.slice(1) }, 0, 'ben', person)?.members.length, 100);
    assertRefusal(() => decideJoinLeague(league, LEAGUES_PER_FAN, 'ben', person), 'tooManyLeagues');
    assert.ok(decideJoinLeague(league, LEAGUES_PER_FAN - 1, 'ben', person));
    const own = { name: 'Friends', code: '01ABCDEFGH', uid: 'ana', person };
    assertRefusal(() => decideCreateLeague(own, LEAGUES_PER_FAN), 'tooManyLeagues');
  });

  it('takes out who leaves, and gives the league of its owner to who has been there longest', () => {
    const people = { ben: person, cleo: person };
    assert.deepEqual(decideLeaveLeague(three, 'ana'), {
      is: 'left',
      fields: { members: ['ben', 'cleo'], people, owner: 'ben' },
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
