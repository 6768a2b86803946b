import assert from 'node:assert/strict';
import { eventRow } from '../match/event-row.ts';
import type { EventKind, EventRow, MatchRow } from '../match/rows.ts';
import { matchRow } from '../testing/match.ts';
import { NO_DIRECTIVES } from './directives.ts';
import { type Lock, decideLock, isPlayUnderWay, lockFacts } from './lock.ts';

const START = '2026-06-08T14:00:00.000Z';
const WEEK_BEFORE = '2026-06-01T14:00:00.000Z';
const MINUTE_BEFORE = '2026-06-08T13:59:00.000Z';
const MINUTE_AFTER = '2026-06-08T14:01:00.000Z';
const NEXT_DAY = '2026-06-09T14:00:00.000Z';

const row = (kind: EventKind) => eventRow({ id: kind, matchId: 'm', period: 1, ord: 1, kind });
const BALL = [row('innings'), row('delivery')];

/** The lock of a cricket match as it goes from one moment to the next. */
class Locked {
  lock: Lock | null = null;

  at(time: string, set: Partial<MatchRow> = {}, events: readonly EventRow[] = [], lockUntil: string | null = null) {
    const now = new Date(time);
    const match = matchRow({ sport: 'cricket', status: 'scheduled', startsAt: START, ...set });
    this.lock = decideLock(lockFacts(match, events, now), { ...NO_DIRECTIVES, lockUntil }, this.lock, now);
    return this.lock;
  }
}

const state = ({ lockedAt, isFinal }: Lock) => [lockedAt, isFinal];

describe('the lock of a contest', () => {
  it('falls at the start, and says before when that is', () => {
    const contest = new Locked();
    assert.deepEqual(contest.at(MINUTE_BEFORE), { lockedAt: null, lockAt: START, isFinal: false });
    assert.deepEqual(contest.at(START), { lockedAt: START, lockAt: START, isFinal: false });
    assert.deepEqual(state(contest.at(MINUTE_AFTER)), [START, false]);
  });

  it('falls with the first ball when that comes before the start', () => {
    const contest = new Locked();
    assert.deepEqual(state(contest.at(MINUTE_BEFORE, { status: 'live' }, BALL)), [MINUTE_BEFORE, true]);
  });

  it('falls by no row that opens an innings', () => {
    assert.deepEqual(state(new Locked().at(MINUTE_BEFORE, { status: 'live' }, [row('innings')])), [null, false]);
  });

  it('opens again when a start that was typed too early is corrected', () => {
    const contest = new Locked();
    assert.deepEqual(state(contest.at(WEEK_BEFORE, { startsAt: '2026-06-01T09:00:00.000Z' })), [WEEK_BEFORE, false]);
    assert.deepEqual(state(contest.at(WEEK_BEFORE)), [null, false]);
  });

  it('opens again when a row of another match is taken back', () => {
    const contest = new Locked();
    assert.deepEqual(state(contest.at(WEEK_BEFORE, {}, BALL)), [WEEK_BEFORE, false]);
    assert.deepEqual(state(contest.at(WEEK_BEFORE)), [null, false]);
  });

  it('opens again when rain before the first ball puts the match off', () => {
    const contest = new Locked();
    contest.at(MINUTE_AFTER, {}, [row('innings')]);
    assert.deepEqual(state(contest.at(MINUTE_AFTER, { status: 'postponed', startsAt: NEXT_DAY })), [null, false]);
    assert.deepEqual(state(contest.at(MINUTE_AFTER, { startsAt: NEXT_DAY })), [null, false]);
    assert.deepEqual(state(contest.at(NEXT_DAY, { startsAt: NEXT_DAY })), [NEXT_DAY, false]);
  });

  it('is final once play has begun, whatever the match says then', () => {
    const contest = new Locked();
    assert.deepEqual(state(contest.at(START, {}, BALL)), [START, true]);
    assert.deepEqual(state(contest.at(MINUTE_AFTER, { startsAt: NEXT_DAY })), [START, true]);
    assert.deepEqual(state(contest.at(MINUTE_AFTER, { status: 'postponed', startsAt: NEXT_DAY }, [])), [START, true]);
  });

  it('becomes final when a match whose rows came early is said to be live', () => {
    const contest = new Locked();
    assert.deepEqual(state(contest.at(WEEK_BEFORE, {}, BALL)), [WEEK_BEFORE, false]);
    assert.deepEqual(state(contest.at(WEEK_BEFORE, { status: 'live' }, BALL)), [WEEK_BEFORE, true]);
  });

  it('falls when the match is over, though its start was typed late and no ball is here, and opens again when that is corrected', () => {
    for (const over of [{ status: 'finished' }, { status: 'live', final: true }] as const) {
      const contest = new Locked();
      assert.deepEqual(state(contest.at(WEEK_BEFORE, over)), [WEEK_BEFORE, false]);
      assert.deepEqual(state(contest.at(WEEK_BEFORE)), [null, false]);
      assert.deepEqual(state(contest.at(WEEK_BEFORE, over, BALL)), [WEEK_BEFORE, true]);
      assert.deepEqual(state(new Locked().at(MINUTE_AFTER, over, BALL, NEXT_DAY)), [MINUTE_AFTER, true]);
    }
  });

  it('falls when ops say, neither earlier nor later', () => {
    const later = new Locked();
    assert.deepEqual(later.at(MINUTE_AFTER, {}, [], NEXT_DAY), { lockedAt: null, lockAt: NEXT_DAY, isFinal: false });
    assert.deepEqual(state(later.at(NEXT_DAY, {}, [], NEXT_DAY)), [NEXT_DAY, false]);
    assert.deepEqual(state(new Locked().at(MINUTE_BEFORE, {}, [], WEEK_BEFORE)), [MINUTE_BEFORE, false]);
  });

  it('stays open in live play when ops have said so, and is final when their time has come', () => {
    const contest = new Locked();
    assert.deepEqual(state(contest.at(MINUTE_AFTER, {}, BALL, NEXT_DAY)), [null, false]);
    assert.deepEqual(state(contest.at(NEXT_DAY, {}, BALL, NEXT_DAY)), [NEXT_DAY, true]);
  });

  it('follows the match again when ops put an open lock in the place of a final one', () => {
    const contest = new Locked();
    contest.at(START, {}, BALL);
    contest.lock = { lockedAt: null, lockAt: NEXT_DAY, isFinal: false };
    assert.deepEqual(state(contest.at(MINUTE_AFTER, { startsAt: NEXT_DAY })), [null, false]);
  });
});

describe('live play', () => {
  it('has begun with a ball in a match that may have begun', () => {
    const facts = { startsAt: START, hasPlay: true, mayHaveBegun: true, isOver: false };
    assert.equal(isPlayUnderWay(facts), true);
    assert.equal(isPlayUnderWay({ ...facts, hasPlay: false }), false);
    assert.equal(isPlayUnderWay({ ...facts, mayHaveBegun: false }), false);
  });
});
