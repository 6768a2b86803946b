import assert from 'node:assert/strict';
import { NO_DIRECTIVES } from '@fanfold/game/fantasy';
import { type MatchRow, eventRow } from '@fanfold/game/match';
import { matchRow } from '../../../game/testing/match.ts';
import type { DirectiveKind } from '../scorer/directives.ts';
import { NO_LOCK } from '../scorer/lock.ts';
import { type DirectedContest, decideDirective } from './decide-directive.ts';
import { FantasyCallError } from './fantasy-call-error.ts';

const START = '2026-06-01T14:00:00.000Z';
const BEFORE = new Date('2026-06-01T12:00:00.000Z');
const DURING = new Date('2026-06-01T15:00:00.000Z');
const EVENING = '2026-06-01T18:00:00.000Z';
const BALL = eventRow({ id: 'e', matchId: 'm', period: 1, ord: 1, kind: 'delivery' });

function contestOf(set: Partial<MatchRow> = {}, fields: Partial<DirectedContest> = {}): DirectedContest {
  const match = matchRow({ sport: 'cricket', startsAt: START, status: 'scheduled', ...set });
  return {
    match,
    events: [],
    lock: { ...NO_LOCK, lockAt: START },
    directives: NO_DIRECTIVES,
    settlement: 0,
    ...fields,
  };
}

const FALLEN = { lockedAt: START, lockAt: START, isFinal: true, salt: 'salt' };
const OVER = { status: 'finished', final: true, eventCount: 1 } as const;

const open = contestOf();
/** A ball of another match has locked it for good. */
const mistaken = contestOf({}, { lock: FALLEN });
const live = contestOf({ status: 'live' }, { lock: FALLEN, events: [BALL] });
const final = contestOf(OVER, { lock: FALLEN, events: [BALL] });
const finished = contestOf({ status: 'finished' }, { lock: FALLEN, events: [BALL] });
const wrongCount = contestOf({ ...OVER, eventCount: 2 }, { lock: FALLEN, events: [BALL] });
const settled = { ...final, settlement: 1 };
const calledOff = contestOf({ status: 'abandoned' });
const settledVoid = { ...calledOff, settlement: 1 };
const voided = contestOf({}, { directives: { ...NO_DIRECTIVES, isVoid: true } });

function decide(kind: DirectiveKind, contest: DirectedContest, until: string | null = null, now = BEFORE) {
  return decideDirective(contest, { kind, until }, now);
}

function codeOf(...args: Parameters<typeof decide>): string {
  try {
    decide(...args);
    return 'taken';
  } catch (error) {
    if (error instanceof FantasyCallError) return error.code;
    throw error;
  }
}

/** The contest as the directive leaves it. */
function after(contest: DirectedContest, kind: DirectiveKind, until: string | null = null, now = BEFORE) {
  const { lock, directives } = decide(kind, contest, until, now);
  return { ...contest, lock, directives };
}

describe('reopenContest', () => {
  it('gives a contest back that was locked by mistake, to follow its match again, without the salt that is known', () => {
    const { lock, directives, status, warning } = decide('reopenContest', mistaken);
    assert.deepEqual(lock, { lockedAt: null, lockAt: START, isFinal: false, salt: null });
    assert.deepEqual([directives, status, warning], [NO_DIRECTIVES, 'open', null]);
  });

  it('opens a contest in live play until a time, with a warning', () => {
    const { lock, directives, status, warning } = decide('reopenContest', live, EVENING, DURING);
    assert.deepEqual(lock, { lockedAt: null, lockAt: EVENING, isFinal: false, salt: null });
    assert.deepEqual([directives.lockUntil, status, warning], [EVENING, 'open', 'livePlay']);
  });

  it('asks for a time when the match would lock it at once', () => {
    assert.equal(codeOf('reopenContest', live, null, DURING), 'untilRequired');
    assert.equal(codeOf('reopenContest', contestOf({}, { lock: FALLEN }), null, DURING), 'untilRequired');
  });

  it('refuses a time that has passed', () => {
    assert.equal(codeOf('reopenContest', live, DURING.toISOString(), DURING), 'untilPassed');
  });

  it('changes nothing when it comes again, and refuses another time', () => {
    const reopened = after(live, 'reopenContest', EVENING, DURING);
    assert.deepEqual(after(reopened, 'reopenContest', EVENING, DURING), reopened);
    assert.equal(decide('reopenContest', reopened, EVENING, DURING).warning, 'livePlay');
    assert.deepEqual(after(open, 'reopenContest'), open);
    assert.equal(codeOf('reopenContest', reopened, '2026-06-01T19:00:00.000Z', DURING), 'contestOpen');
  });
});

describe('moveLock', () => {
  it('moves the time at which the lock falls, and back to that of the match', () => {
    const moved = after(open, 'moveLock', EVENING);
    assert.deepEqual([moved.lock.lockAt, moved.lock.lockedAt, moved.directives.lockUntil], [EVENING, null, EVENING]);
    assert.deepEqual(after(moved, 'moveLock'), open);
  });

  it('lets the lock fall at once by a time that has passed', () => {
    const { lock, status } = decide('moveLock', open, '2026-06-01T11:00:00.000Z');
    assert.deepEqual([lock.lockedAt, lock.isFinal, status], [BEFORE.toISOString(), false, 'locked']);
  });

  it('changes nothing when it comes again', () => {
    const moved = after(open, 'moveLock', EVENING);
    assert.deepEqual(after(moved, 'moveLock', EVENING), moved);
  });

  it('refuses a contest whose lock has fallen, or is due', () => {
    assert.equal(codeOf('moveLock', live, EVENING, DURING), 'contestLocked');
    assert.equal(codeOf('moveLock', open, EVENING, DURING), 'contestLocked');
  });
});

describe('voidContest', () => {
  it('makes a contest void for good, whatever was to become of its settlement', () => {
    for (const contest of [open, live, wrongCount, final, calledOff, after(live, 'holdSettlement')]) {
      const { directives, status } = decide('voidContest', contest, null, DURING);
      assert.deepEqual([directives.isVoid, directives.settlement, status], [true, null, 'void']);
    }
    assert.deepEqual(after(voided, 'voidContest'), voided);
  });
});

describe('holdSettlement and settleContest', () => {
  it('hold the settlement, and settle as it is', () => {
    const held = after(live, 'holdSettlement');
    assert.equal(held.directives.settlement, 'hold');
    assert.deepEqual(after(held, 'holdSettlement'), held);
    const over = { ...held, match: final.match };
    const asIs = after(over, 'settleContest');
    assert.equal(asIs.directives.settlement, 'asIs');
    assert.deepEqual(after(asIs, 'settleContest'), asIs);
  });

  it('end a contest whose rows are not those that were counted', () => {
    assert.equal(decide('settleContest', wrongCount).status, 'final');
  });
});

describe('a directive in a state that it does not fit', () => {
  const lockKinds = ['reopenContest', 'moveLock'] as const;
  for (const kind of lockKinds) {
    it(`is refused: ${kind}`, () => {
      const cases = { voided, calledOff, finished, wrongCount, final, settled };
      const codes = Object.entries(cases).map(([name, contest]) => [name, codeOf(kind, contest, EVENING, DURING)]);
      assert.deepEqual(Object.fromEntries(codes), {
        voided: 'contestVoid',
        calledOff: 'contestVoid',
        finished: 'contestOver',
        wrongCount: 'contestOver',
        final: 'contestOver',
        settled: 'contestSettled',
      });
    });
  }

  it('is refused: voidContest, holdSettlement, settleContest', () => {
    assert.equal(codeOf('voidContest', settled), 'contestSettled');
    assert.deepEqual(
      [voided, settled, settledVoid].map((contest) => codeOf('holdSettlement', contest)),
      ['contestVoid', 'contestSettled', 'contestSettled'],
    );
    assert.deepEqual(
      [voided, settled, settledVoid, open, live].map((contest) => codeOf('settleContest', contest)),
      ['contestVoid', 'contestSettled', 'contestSettled', 'matchNotOver', 'matchNotOver'],
    );
  });
});
