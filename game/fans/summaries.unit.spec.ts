import assert from 'node:assert/strict';
import { FanInMemory, at, did, done, rulesOf, undone } from '../testing/fans.ts';
import { coverageOf } from './coverage.ts';
import { dayNumber } from './day.ts';
import {
  type ActivityChange,
  FanCalendar,
  type MonthSummary,
  NewerFormatError,
  applyToMonth,
  decodeSummaries,
  emptyMonth,
  encodeMonth,
  encodeSummaries,
  startingIn,
  summaryOfMonth,
} from './index.ts';
import { MAX_BURST_TIMES, MAX_KINDS, MAX_SUBJECTS, MAX_SUBJECT_KINDS } from './limits.ts';
import { monthAfter, monthStart } from './months.ts';
import { subjectHash } from './subject-hash.ts';

const kinds = Array.from({ length: MAX_KINDS - 9 }, (_, n) => `kind${n}`);
const subjectKinds = kinds.slice(0, MAX_SUBJECT_KINDS);
const rules = rulesOf({
  kinds: Object.fromEntries(kinds.map((kind) => [kind, kind])),
  counters: { subjects: { distinct: subjectKinds }, all: { count: kinds } },
  achievements: {
    burst: {
      title: 'Burst',
      tiers: [{ when: { within: { hours: 48 }, of: { counter: 'all', atLeast: MAX_BURST_TIMES } } }],
    },
  },
});

/** A month in which a fan did everything every day, no day like another. */
function fullest(month: string, seed: number): MonthSummary {
  const random = (most: number) => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) % most;
  const first = monthStart(month) / 86_400_000;
  const days = Array.from({ length: 32 }, (_, n) => first - 1 + n);
  const coverage = coverageOf(rules);
  const tally = () => ({ count: 1 + random(40), sum: random(100_000), max: random(10_000) });
  const times = Array.from(
    { length: MAX_BURST_TIMES - 1 },
    (_, n) => monthStart(month) + n * 1_000_000 + random(999_999),
  );
  const subject = (n: number) => ({ hash: subjectHash(`${seed} ${n}`), days: [days[n % 32] ?? first] });
  return {
    month,
    coverage,
    days: new Map(days.map((day) => [day, new Map(coverage.kinds.map((kind) => [kind, tally()]))])),
    subjects: new Map(
      subjectKinds.map((kind) => [
        kind,
        Array.from({ length: MAX_SUBJECTS }, (_, n) => subject(n + random(9) * 1_000)),
      ]),
    ),
    bursts: [{ reachedAt: null, head: times, tail: times }],
    skipped: [],
    unknown: 0,
  };
}

/** Activities at any time of four weeks: UUIDs, versions of the connector, five kinds, four matches a day. */
function usualMonth(month: string, count: number, seed: number) {
  const random = (most: number) =>
    Math.floor(((seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32) * most);
  const hex = (digits: number) => Array.from({ length: digits }, () => random(16).toString(16)).join('');
  const changes = Array.from({ length: count }, (): ActivityChange => {
    const time = monthStart(month) + random(28 * 86_400_000);
    const id = [8, 4, 4, 4, 12].map(hex).join('-');
    const position = String(Math.floor(time / 100) * 7 + random(700)).padStart(20, '0');
    const kind = ['watched', 'predicted', 'won', 'scored', 'shared'][random(5)] ?? '';
    const subject = `m${Math.floor(time / 86_400_000)}-${random(4)}`;
    const activity = { id, kind, at: time, amount: kind === 'scored' ? random(500) : 0, subject };
    return { id, version: `1764460000/0000000042/${position}/${String(random(40)).padStart(10, '0')}`, activity };
  });
  return applyToMonth(emptyMonth(month), changes).month;
}

describe('summaries of months', () => {
  it('take less than a document holds when a fan did everything every day for ten years', () => {
    const summaries = new Map<string, MonthSummary>();
    for (let [n, month] = [0, '2016-01']; n < 120; n++, month = monthAfter(month))
      summaries.set(month, fullest(month, n + 1));
    const bytes = encodeSummaries(summaries);
    assert.equal(Math.round(bytes.length / 1_000), 917);
    assert.deepEqual(decodeSummaries(bytes), summaries);
  });

  it('take, as months do, the bytes that docs/fans.md says', () => {
    const calendar = new FanCalendar(startingIn('Europe/London'));
    const usual = rulesOf({ counters: { matches: { distinct: ['watched'] } } });
    const kilobytes = (bytes: Uint8Array) => Math.round(bytes.length / 100) / 10;
    const summariesOf = (perMonth: number, months: number) => {
      const summaries = new Map<string, MonthSummary>();
      for (let [n, month] = [0, '2016-01']; n < months; n++, month = monthAfter(month))
        summaries.set(month, summaryOfMonth(usualMonth(month, perMonth, n), calendar, usual));
      return kilobytes(encodeSummaries(summaries));
    };
    assert.deepEqual(
      [150, 600, 10_000].map((count) => kilobytes(encodeMonth(usualMonth('2026-06', count, 1)))),
      [4.4, 16.4, 244.2],
    );
    assert.deepEqual([summariesOf(150, 1), ...[30, 150].map((count) => summariesOf(count, 120))], [0.5, 12.1, 41.7]);
  });

  it('are equal whatever has come and gone, and come back from their bytes', () => {
    const fan = () =>
      new FanInMemory(rules).given(done(did('kind0', '2026-06-01T00:30Z', { subject: 'm1', amount: -4 })));
    const extra = did('kind1', '2026-06-02T00:00Z', { subject: 'm2' });
    assert.deepEqual(fan().given(done(extra), undone(extra)).summaries, fan().summaries);
    assert.deepEqual(encodeSummaries(decodeSummaries(fan().summaries)), fan().summaries);
  });

  it('have a day that is in two months of UTC in both, and count its subjects once', () => {
    const fan = new FanInMemory(rules, { zones: [{ zone: 'Asia/Tokyo', from: 0 }] }).given(
      done(did('kind0', '2026-05-31T23:00Z', { subject: 'm1' })),
      done(did('kind0', '2026-06-01T01:00Z', { subject: 'm1' })),
    );
    const summaries = [...decodeSummaries(fan.summaries).values()];
    assert.deepEqual(
      summaries.map(({ days }) => [...days.keys()]),
      [[dayNumber('2026-06-01')], [dayNumber('2026-06-01')]],
    );
    assert.deepEqual(fan.profile?.counters, { subjects: 1, all: 2 });
  });

  it('have the first 100 subjects of a kind', () => {
    const start = at('2026-06-01T00:00Z');
    const watched = (n: number) => done({ id: `a${n}`, kind: 'kind0', at: start + n * 60_000, subject: `m${n}` });
    const fan = new FanInMemory(rules).given(...Array.from({ length: 110 }, (_, n) => watched(n)));
    assert.equal(fan.profile?.counters['subjects'], 100);
  });

  it('of a newer release are refused by name', () => {
    assert.throws(() => decodeSummaries(Uint8Array.of(2)), NewerFormatError);
  });
});
