import assert from 'node:assert/strict';
import { FanInMemory, at, did, done, rulesOf, undone } from '../testing/fans.ts';
import { coverageOf } from './coverage.ts';
import { dayNumber } from './day.ts';
import { type MonthSummary, NewerFormatError, decodeSummaries, encodeSummaries } from './index.ts';
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

describe('summaries of months', () => {
  it('of a fan who did everything every day for ten years are less than a document holds', () => {
    const summaries = new Map<string, MonthSummary>();
    for (let [n, month] = [0, '2016-01']; n < 120; n++, month = monthAfter(month))
      summaries.set(month, fullest(month, n + 1));
    const bytes = encodeSummaries(summaries);
    assert.ok(bytes.length < 1_048_576 - 100_000, `${bytes.length} bytes`);
    assert.deepEqual(decodeSummaries(bytes), summaries);
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
