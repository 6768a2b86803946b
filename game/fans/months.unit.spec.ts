import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plain } from '../testing/fantasy.ts';
import { at, did } from '../testing/fans.ts';
import { activityProblem } from './activity.ts';
import { MAX_MONTH_BYTES, applyToMonth, emptyMonth } from './apply-to-month.ts';
import {
  type Activity,
  type ActivityChange,
  NewerFormatError,
  changesByMonth,
  decodeMonth,
  encodeMonth,
  monthOf,
} from './index.ts';
import { monthAfter } from './months.ts';

const MONTH = '2026-06';
const change = (activity: Activity, version: string): ActivityChange => ({ id: activity.id, version, activity });
const gone = (id: string, version: string): ActivityChange => ({ id, version, activity: null });
const watched = did('watched', '2026-06-01T12:00Z');

const anyActivity: fc.Arbitrary<Activity> = fc
  .record(
    {
      id: fc.oneof(
        fc.constantFrom('a', 'b', 'c1', 'c2'),
        fc.uuid(),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      ),
      kind: fc.constantFrom('watched', 'scored', 'fantasy.century'),
      at: fc.integer({ min: at('2026-06-01T00:00Z'), max: at('2026-06-30T23:59:59.999Z') }),
      amount: fc.oneof(fc.constant(0), fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })),
      subject: fc.option(fc.constantFrom('m1', 'm2'), { nil: undefined }),
    },
    plain,
  )
  .map(({ subject, ...activity }) => (subject === undefined ? activity : { ...activity, subject }));
const anyChange = fc
  .record({ activity: anyActivity, version: fc.constantFrom('1', '2', '3', '1764460000/7'), isGone: fc.boolean() })
  .map(({ activity, version, isGone }) => (isGone ? gone(activity.id, version) : change(activity, version)));

describe('the activities of a month', () => {
  it('keep the newest version of an id, in whatever order versions come', () => {
    const edited = { ...watched, amount: 5 };
    const changes = [change(watched, '1'), change(edited, '2'), gone(watched.id, '3')];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1, 2, 1],
    ]) {
      const { month } = applyToMonth(
        emptyMonth(MONTH),
        order.flatMap((n) => changes[n] ?? []),
      );
      assert.deepEqual([...month.rows], [[watched.id, { version: '3', activity: null }]]);
    }
  });

  it('are the same object when nothing has changed', () => {
    const { month } = applyToMonth(emptyMonth(MONTH), [change(watched, '2')]);
    const again = applyToMonth(month, [change(watched, '2'), change({ ...watched, amount: 1 }, '1')]);
    assert.equal(again.month, month);
  });

  it('come back from their bytes, which are equal for equal activities', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (changes, size) => {
        const { month } = applyToMonth(emptyMonth(MONTH), changes);
        const bytes = encodeMonth(month);
        assert.deepEqual(new Map(decodeMonth(MONTH, bytes).rows), new Map(month.rows));
        assert.ok(bytes.length <= month.bytes + 16);
        let other = emptyMonth(MONTH);
        for (let n = 0; n < changes.length; n += size)
          other = decodeMonth(MONTH, encodeMonth(applyToMonth(other, changes.slice(n, n + size)).month));
        assert.deepEqual(encodeMonth(other), bytes);
      }),
    );
  });

  it('are refused in another month, and unread when a newer release has packed them', () => {
    const july = did('watched', '2026-07-01T00:00Z');
    assert.throws(() => applyToMonth(emptyMonth(MONTH), [change(july, '1')]), RangeError);
    assert.throws(() => decodeMonth(MONTH, Uint8Array.of(2)), NewerFormatError);
  });

  it('fill a month up to its bytes: new ids are refused, and what comes of the others is followed', () => {
    const activity = (n: number): Activity => ({ id: `a${n}`, kind: 'watched', at: watched.at + n });
    const full = { ...applyToMonth(emptyMonth(MONTH), [change(activity(1), '1')]).month, bytes: MAX_MONTH_BYTES };
    const measured = applyToMonth(full, [change(activity(2), '1')]);
    assert.deepEqual([measured.refused, measured.month.rows.size], [[], 2]);
    const changes = Array.from({ length: 3_000 }, (_, n) => change({ ...activity(n), id: noise(n) }, '1'));
    const { month, refused } = applyToMonth(emptyMonth(MONTH), changes);
    assert.ok(refused.length > 0 && month.rows.size + refused.length === changes.length);
    assert.ok(encodeMonth(month).length <= MAX_MONTH_BYTES);
    const kept = changes[0] as ActivityChange;
    assert.deepEqual(applyToMonth(month, [gone(kept.id, '~')]).refused, []);
  });

  it('move with their time: the month that a row was in keeps a tombstone', () => {
    const july = { ...watched, at: at('2026-07-02T00:00Z') };
    const moved = changesByMonth({ id: watched.id, version: '2', before: watched, after: july });
    assert.deepEqual(
      [...moved],
      [
        ['2026-06', gone(watched.id, '2')],
        ['2026-07', change(july, '2')],
      ],
    );
    assert.equal(changesByMonth({ id: watched.id, version: '3', before: watched, after: watched }).size, 1);
    assert.deepEqual(['2026-01', '2026-02', '2026-11', '2026-12'].map(monthAfter), [
      '2026-02',
      '2026-03',
      '2026-12',
      '2027-01',
    ]);
    assert.equal(monthOf(at('2026-05-31T23:59:59.999Z')), '2026-05');
  });

  it('are refused by name when they cannot be kept', () => {
    const problem = (more: object) => activityProblem(change({ ...watched, ...more }, '1'));
    assert.equal(problem({}), null);
    assert.equal(activityProblem(gone('a', '1')), null);
    assert.equal(activityProblem(gone('', '1')), 'badId');
    assert.equal(activityProblem({ ...change(watched, '1'), id: 'other' }), 'badId');
    assert.equal(activityProblem(change(watched, '')), 'badVersion');
    assert.equal(activityProblem(gone('x'.repeat(401), '1')), 'badId');
    for (const kind of ['', 'Watched', 'a b', 'a.b.c', 'x'.repeat(65)]) assert.equal(problem({ kind }), 'badKind');
    for (const time of [NaN, 0, 0.5, at('2100-01-01T00:00Z')]) assert.equal(problem({ at: time }), 'badTime');
    for (const amount of [0.5, 1_000_000_001, NaN]) assert.equal(problem({ amount }), 'badAmount');
    assert.equal(problem({ subject: '' }), 'badSubject');
  });
});

/** 400 characters that deflate makes little of. */
function noise(seed: number): string {
  let state = seed + 1;
  return Array.from({ length: 400 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCharCode(33 + ((state >>> 16) % 94));
  }).join('');
}
