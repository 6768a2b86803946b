import assert from 'node:assert/strict';
import fc from 'fast-check';
import { comparableProfile, profileByModel } from '../testing/fan-model.ts';
import { FanInMemory, type Step, at, rulesOf } from '../testing/fans.ts';
import { type Activity, type Profile, startingIn } from './index.ts';

const rules = rulesOf({
  kinds: { 'fantasy.century': 'reached 100 points' },
  counters: {
    watched: { count: ['watched'] },
    matches: { distinct: ['watched', 'predicted'] },
    points: { sum: ['scored'] },
    best: { max: ['scored', 'won'] },
    active: { count: ['watched', 'predicted', 'fantasy.century'] },
  },
  xp: {
    watched: { each: 5, mostADay: 10 },
    scored: { amountPerXp: 7, mostADay: 12 },
    predicted: { each: 3, amountPerXp: 4 },
  },
  levels: { first: 15, step: 5, highest: 20 },
  streaks: {
    daily: { kinds: ['watched', 'predicted'], freezes: { everyDays: 2, mostHeld: 2 } },
    keen: { kinds: ['watched', 'scored'], atLeast: 2 },
  },
  achievements: {
    fan: { title: 'Fan', tiers: [1, 4, 9].map((atLeast) => ({ when: { counter: 'watched', atLeast }, coins: 5 })) },
    variety: { title: 'Variety', tiers: [2, 4].map((atLeast) => ({ when: { counter: 'matches', atLeast } })) },
    scorer: {
      title: 'Scorer',
      tiers: [
        { when: { counter: 'points', atLeast: 20 } },
        { when: { counter: 'best', atLeast: 18 } },
        { when: { counter: 'points', atLeast: 40 } },
      ],
    },
    loyal: { title: 'Loyal', tiers: [2, 3, 5].map((atLeast) => ({ when: { streak: 'daily', atLeast } })) },
    climber: { title: 'Climber', secret: true, tiers: [2, 4].map((level) => ({ when: { level } })) },
    busy: {
      title: 'Busy',
      tiers: [
        { when: { within: { days: 3 }, of: { counter: 'active', atLeast: 4 } } },
        { when: { within: { days: 2 }, of: { counter: 'matches', atLeast: 3 } } },
      ],
    },
    burst: {
      title: 'Burst',
      tiers: [
        { when: { within: { hours: 5 }, of: { counter: 'active', atLeast: 2 } } },
        { when: { within: { hours: 30 }, of: { counter: 'active', atLeast: 4 } } },
      ],
    },
    both: {
      title: 'Both',
      tiers: [
        {
          when: {
            all: [
              { counter: 'watched', atLeast: 2 },
              {
                any: [
                  { streak: 'keen', atLeast: 1 },
                  { counter: 'best', atLeast: 15 },
                ],
              },
            ],
          },
        },
      ],
    },
  },
  quests: {
    threeAWeek: { title: 'Three', counter: 'active', atLeast: 3, xp: 20, coins: 2, since: '2026-05-25' },
    points: { title: 'Points', counter: 'points', atLeast: 10, since: '2026-06-01' },
  },
  seasons: { spring: { from: '2026-05-20', to: '2026-06-01' }, summer: { from: '2026-06-02', to: '2026-08-31' } },
});

/** Days around the end of a month; in Lord Howe and Beirut, around a change of clocks. */
const SPANS = [
  { zone: 'UTC', from: at('2026-05-28T00:00Z') },
  { zone: 'America/New_York', from: at('2026-05-27T12:00Z') },
  { zone: 'Australia/Lord_Howe', from: at('2026-03-29T00:00Z') },
  { zone: 'Asia/Beirut', from: at('2026-03-27T00:00Z') },
  { zone: 'America/Santiago', from: at('2026-08-30T00:00Z') },
];
const SPAN_HOURS = 9 * 24;
const kinds = ['watched', 'watched', 'predicted', 'scored', 'won', 'fantasy.century', 'nobodyKnowsIt'];

interface Row {
  id: string;
  version: number;
  activity: Activity | null;
}

/** Rows that are written, edited, also to another month, and deleted: every version that there was, in the order of versions. */
const life = fc
  .tuple(
    fc.constantFrom(...SPANS),
    fc.array(
      fc.record({
        row: fc.nat({ max: 39 }),
        kind: fc.constantFrom(...kinds),
        hour: fc.nat({ max: SPAN_HOURS }),
        amount: fc.integer({ min: -10, max: 20 }),
        subject: fc.option(fc.constantFrom('m1', 'm2', 'm3', 'm4', 'm5'), { nil: undefined }),
        isDeleted: fc.nat({ max: 9 }).map((n) => n === 0),
      }),
      { minLength: 12, maxLength: 60, size: 'max' },
    ),
  )
  .map(([span, writes]) => {
    const rows = new Map<string, Row>();
    const steps = writes.map(({ row, kind, hour, amount, subject, isDeleted }, n): Step => {
      const id = `a${row}`;
      const time = span.from + hour * 3_600_000 + n;
      const activity: Activity = { id, kind, at: time, amount, ...(subject === undefined ? {} : { subject }) };
      const after = isDeleted ? null : activity;
      const before = rows.get(id)?.activity ?? null;
      rows.set(id, { id, version: n, activity: after });
      return { id, version: n, before, after };
    });
    return { ...span, steps, live: [...rows.values()].flatMap(({ activity }) => activity ?? []) };
  });

/** The steps in any order, some of them twice, in batches of any size. */
const delivered = life.chain((whole) =>
  fc.record({
    whole: fc.constant(whole),
    order: fc
      .shuffledSubarray([...whole.steps.keys()], { minLength: whole.steps.length })
      .chain((order) =>
        fc.array(fc.nat({ max: Math.max(0, order.length - 1) }), { maxLength: 8 }).map((more) => [...order, ...more]),
      ),
    size: fc.integer({ min: 3, max: 30 }),
  }),
);

function fanOf(zone: string, from: number): FanInMemory {
  const fan = new FanInMemory(rules, { zones: startingIn(zone) });
  fan.now = from + (SPAN_HOURS + 30) * 3_600_000;
  return fan;
}

function inBatches(fan: FanInMemory, steps: readonly Step[], size: number): FanInMemory {
  for (let n = 0; n < steps.length; n += size) fan.when(...steps.slice(n, n + size));
  return fan;
}

describe('the profile of any life', () => {
  it('is what a model finds that looks at every activity', () => {
    fc.assert(
      fc.property(life, ({ zone, from, steps, live }) => {
        const fan = inBatches(fanOf(zone, from), steps, 7).given();
        assert.deepEqual(comparableProfile(fan.profile as Profile), profileByModel(live, rules, zone, fan.now));
      }),
      { numRuns: 50 },
    );
  });

  it('ends in the same documents in any order, in batches of any size, with repeats', () => {
    fc.assert(
      fc.property(delivered, ({ whole: { zone, from, steps }, order, size }) => {
        const straight = inBatches(fanOf(zone, from), steps, 20).given();
        const shuffled = order.flatMap((n) => steps[n] ?? []);
        assert.deepEqual(inBatches(fanOf(zone, from), shuffled, size).given().documents, straight.documents);
      }),
      { numRuns: 40 },
    );
  });

  it('is as before once what was done is undone', () => {
    fc.assert(
      fc.property(life, fc.nat({ max: SPAN_HOURS }), fc.constantFrom(...kinds), ({ zone, from, steps }, hour, kind) => {
        const fan = inBatches(fanOf(zone, from), steps, 10).given();
        const before = fan.profile;
        const extra = { id: 'extra', kind, at: from + hour * 3_600_000, amount: 9, subject: 'm9' };
        fan.when({ id: 'extra', version: 1, before: null, after: extra });
        fan.when({ id: 'extra', version: 2, before: extra, after: null });
        assert.deepEqual(fan.profile, before);
        fan.when({ id: 'extra', version: 1, before: null, after: extra });
        assert.deepEqual(fan.profile, before);
      }),
      { numRuns: 25 },
    );
  });
});
