import assert from 'node:assert/strict';
import { FanInMemory, at, did, done, rulesOf, undone } from '../testing/fans.ts';
import { FanCalendar, type FanEvent, coinGrants, daysMarked, nextFoldAt, startingIn } from './index.ts';

const rules = rulesOf({
  counters: { watched: { count: ['watched'] } },
  xp: { watched: { each: 10, mostADay: 20 } },
  levels: { table: [20, 50] },
  streaks: { daily: { kinds: ['watched'], freezes: { everyDays: 3, mostHeld: 1 } } },
  achievements: {
    fan: {
      title: 'Fan',
      tiers: [{ when: { counter: 'watched', atLeast: 2 }, coins: 5 }, { when: { counter: 'watched', atLeast: 4 } }],
    },
  },
  quests: { two: { title: 'Two', counter: 'watched', atLeast: 2, xp: 15, coins: 3, since: '2026-06-01' } },
  seasons: { spring: { from: '2026-06-01', to: '2026-06-03' } },
});
const watched = (day: number, hour = 12) =>
  did('watched', `2026-06-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00Z`);
const fanOn = (now: string, zone = 'UTC') => new FanInMemory(rules, { now, zones: startingIn(zone) });
const kinds = (events: readonly FanEvent[]) => events.map(({ is }) => is);
const streakOf = (fan: FanInMemory) => fan.profile?.streaks['daily'];

describe('what a fan is told', () => {
  it('of a tier, a level and a quest, once', () => {
    const fan = fanOn('2026-06-01T20:00Z').given(done(watched(1, 10)));
    const events = fan.when(done(watched(1, 11)));
    assert.deepEqual(events, [
      { is: 'tierAwarded', achievement: 'fan', tier: 0, on: '2026-06-01', coins: 5 },
      { is: 'levelUp', level: 2 },
      { is: 'questDone', quest: 'two', week: '2026-06-01', xp: 15, coins: 3 },
    ]);
    assert.deepEqual(fan.when(done(watched(1, 11)), done(watched(1, 10))), []);
    assert.deepEqual(coinGrants('ana', events), [
      { id: 'fans:ana:achievement:fan:0', uid: 'ana', amount: 5, reason: 'fans.achievement' },
      { id: 'fans:ana:quest:two:2026-06-01', uid: 'ana', amount: 3, reason: 'fans.quest' },
    ]);
  });

  it('of what an undone activity takes back; what is won again has the same key', () => {
    const fan = fanOn('2026-06-01T20:00Z').given(done(watched(1, 10)));
    const first = coinGrants('ana', fan.when(done(watched(1, 11))));
    const back = fan.when(undone(watched(1, 11)));
    assert.deepEqual(kinds(back), ['tierTakenBack', 'levelDown', 'questUndone']);
    assert.deepEqual(coinGrants('ana', back), []);
    assert.deepEqual(fan.when(done(watched(1, 11))), []);
    assert.deepEqual(coinGrants('ana', fan.when(done(watched(1, 11), 3))), first);
  });

  it('of no quest of the weeks before it was there', () => {
    const fan = fanOn('2026-06-01T20:00Z');
    const may = ['2026-05-30T10:00Z', '2026-05-31T10:00Z'].map((time) => did('watched', time));
    assert.deepEqual(kinds(fan.when(...may.map((activity) => done(activity)))), ['tierAwarded', 'levelUp']);
  });

  it('of a season when it is over', () => {
    const fan = fanOn('2026-06-03T12:00Z').given(done(watched(2)), done(watched(3, 9)));
    assert.deepEqual(
      fan.until('2026-06-04T00:00Z').filter(({ is }) => is === 'seasonDone'),
      [{ is: 'seasonDone', season: 'spring', xp: 35 }],
    );
  });
});

describe('a streak', () => {
  const streakRules = rulesOf({ streaks: rules.streaks });
  const fanOn = (now: string, zone = 'UTC') => new FanInMemory(streakRules, { now, zones: startingIn(zone) });

  it('is at risk on a day that does not count yet, and lost when that is over', () => {
    const fan = fanOn('2026-06-02T20:00Z').given(done(watched(1)), done(watched(2)));
    assert.deepEqual(fan.until('2026-06-03T00:00Z'), [{ is: 'streakAtRisk', streak: 'daily', days: 2, freezes: 0 }]);
    assert.deepEqual(fan.until('2026-06-03T23:00Z'), []);
    assert.deepEqual(fan.until('2026-06-04T00:00Z'), [{ is: 'streakLost', streak: 'daily', days: 2 }]);
    assert.deepEqual(fan.until('2026-06-05T00:00Z'), []);
  });

  it('is saved by a freeze, which is announced', () => {
    const fan = fanOn('2026-06-10T20:00Z').given(...[8, 9, 10].map((day) => done(watched(day))));
    assert.equal(streakOf(fan)?.freezes, 1);
    fan.until('2026-06-11T12:00Z');
    assert.deepEqual(fan.until('2026-06-12T12:00Z'), [
      { is: 'streakFrozen', streak: 'daily', day: '2026-06-11', freezes: 0 },
      { is: 'streakAtRisk', streak: 'daily', days: 3, freezes: 0 },
    ]);
    assert.deepEqual(kinds(fan.when(done(watched(12, 11)))), []);
    assert.deepEqual([streakOf(fan)?.current, streakOf(fan)?.since], [4, '2026-06-08']);
    assert.ok(streakOf(fan)?.calendar.marks.endsWith('-aaafa'));
    assert.deepEqual(kinds(fan.until('2026-06-14T00:00Z')), ['streakLost']);
  });

  it('holds no more freezes than the rules say, and has them back when a late activity fills the day', () => {
    const fan = fanOn('2026-06-16T12:00Z').given(...[8, 9, 10, 11, 12, 13, 15].map((day) => done(watched(day))));
    assert.deepEqual([streakOf(fan)?.current, streakOf(fan)?.freezes], [7, 0]);
    assert.deepEqual(daysMarked(streakOf(fan)?.calendar ?? { first: '', marks: '' }, 'frozen', 1), ['2026-06-14']);
    assert.deepEqual(kinds(fan.when(done(watched(14)))), []);
    assert.deepEqual([streakOf(fan)?.current, streakOf(fan)?.freezes], [8, 1]);
  });

  it('is restored by an activity that came late, and cut by one that is undone', () => {
    const fan = fanOn('2026-06-12T12:00Z').given(...[8, 9, 11, 12].map((day) => done(watched(day, 8))));
    assert.equal(streakOf(fan)?.current, 2);
    assert.deepEqual(fan.when(done(watched(10))), [{ is: 'streakRestored', streak: 'daily', days: 5 }]);
    assert.deepEqual(fan.when(undone(watched(10))), [{ is: 'streakShortened', streak: 'daily', days: 2 }]);
    const lost = fanOn('2026-06-12T12:00Z').given(...[8, 9, 10].map((day) => done(watched(day))));
    lost.until('2026-06-13T12:00Z');
    assert.equal(streakOf(lost)?.status, 'none');
    assert.deepEqual(lost.when(done(watched(12))), [{ is: 'streakRestored', streak: 'daily', days: 4 }]);
  });

  it('goes on over the day that Samoa skipped, and is missed on none', () => {
    const fan = fanOn('2011-12-31T12:00Z', 'Pacific/Apia');
    fan.when(done(did('watched', '2011-12-29T20:00Z')), done(did('watched', '2011-12-30T20:00Z')));
    assert.deepEqual([streakOf(fan)?.current, streakOf(fan)?.since], [2, '2011-12-29']);
    assert.ok(streakOf(fan)?.calendar.marks.endsWith('asa-'));
  });

  it('goes on over a date that a flight left out, also at the start of a month without activities', () => {
    const zones = [...startingIn('America/Los_Angeles'), { zone: 'Pacific/Auckland', from: at('2026-06-01T03:00Z') }];
    const fan = new FanInMemory(streakRules, { now: '2026-06-01T02:00Z', zones }).given(
      done(did('watched', '2026-05-31T20:00Z')),
    );
    assert.equal(streakOf(fan)?.status, 'done');
    assert.deepEqual(kinds(fan.until('2026-06-01T13:00Z')), ['streakAtRisk']);
    assert.deepEqual([fan.profile?.on, streakOf(fan)?.current], ['2026-06-02', 1]);
    fan.given(done(did('watched', '2026-06-01T14:00Z')));
    assert.deepEqual([streakOf(fan)?.current, streakOf(fan)?.status], [2, 'done']);
  });

  it('is folded again when a day of the fan begins, until there is none', () => {
    const fan = fanOn('2026-06-02T20:00Z', 'Asia/Kolkata').given(done(watched(2)));
    const next = () => nextFoldAt(fan.profile ?? assert.fail(), new FanCalendar(fan.zones), fan.now);
    assert.equal(next(), at('2026-06-03T18:30Z'));
    fan.until('2026-06-04T18:30Z');
    assert.equal(next(), null);
  });
});
