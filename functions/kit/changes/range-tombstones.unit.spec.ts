import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  NO_TOMBSTONES,
  type RangeTombstones,
  addRange,
  joinSnapshots,
  limitTombstones,
  mergeTombstones,
  tableTombstone,
  tombstoneAt,
} from './range-tombstones.ts';
import { formatVersion } from './version.ts';

/** Every key of a small key space, in order. */
const KEYS = Array.from({ length: 27 }, (_, n) => String(n).padStart(2, '0'));

interface Range {
  from: string | null;
  to: string | null;
  version: string;
}

const bound = fc.option(fc.constantFrom(...KEYS), { nil: null });
const version = fc
  .record({ pos: fc.integer({ min: 1, max: 20 }), row: fc.integer({ min: 1, max: 3 }) })
  .map(({ pos, row }) => formatVersion({ epoch: 1, file: 1, pos: BigInt(pos), row }));
const range: fc.Arbitrary<Range> = fc.record({ from: bound, to: bound, version });
const ranges = fc.array(range, { maxLength: 12 });

/** The naive model: each key's tombstone by itself. */
function modelOf(all: readonly Range[]): string[] {
  return KEYS.map((key) =>
    all.reduce((highest, { from, to, version: raised }) => {
      const isIn = (from === null || key > from) && (to === null || key <= to);
      return isIn && raised > highest ? raised : highest;
    }, ''),
  );
}

function stepsOf(all: readonly Range[]): RangeTombstones {
  return all.reduce((steps, { from, to, version: raised }) => addRange(steps, from, to, raised), NO_TOMBSTONES);
}

function seen(steps: RangeTombstones): string[] {
  return KEYS.map((key) => tombstoneAt(steps, key));
}

describe('range tombstones', () => {
  it('are what each key would have by itself, in any order', () => {
    fc.assert(
      fc.property(ranges, (all) => {
        assert.deepEqual(seen(stepsOf(all)), modelOf(all));
        assert.deepEqual(stepsOf([...all].reverse()), stepsOf(all));
      }),
    );
  });

  it('merge to the higher of both', () => {
    fc.assert(
      fc.property(ranges, ranges, (some, others) => {
        assert.deepEqual(mergeTombstones(stepsOf(some), stepsOf(others)), stepsOf([...some, ...others]));
      }),
    );
  });

  it('stay sorted, with neighbours that differ and an open end', () => {
    fc.assert(
      fc.property(ranges, (all) => {
        const steps = stepsOf(all);
        assert.equal(steps.at(-1)?.to, null);
        for (const [index, { to, version: of }] of steps.slice(0, -1).entries()) {
          const next = steps[index + 1];
          assert.ok(next?.to === null || String(to) < String(next?.to));
          assert.notEqual(next?.version, of);
        }
      }),
    );
  });

  it('reach the whole table at the lowest version of its steps', () => {
    fc.assert(
      fc.property(ranges, (all) => {
        const lowest = stepsOf(all).map((step) => step.version);
        assert.equal(tableTombstone(stepsOf(all)), lowest.sort()[0]);
      }),
    );
  });

  it('take a limited number of bytes, and are never higher for it', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 150, max: 1_500 }), (all, maxBytes) => {
        const limited = limitTombstones(stepsOf(all), maxBytes);
        assert.ok(limited.length <= Math.max(1, maxBytes / 100));
        for (const [index, of] of seen(limited).entries()) assert.ok(of <= (seen(stepsOf(all))[index] as string));
        assert.equal(tableTombstone(limited), tableTombstone(stepsOf(all)));
      }),
    );
  });
});

describe('chunks of one snapshot', () => {
  const chunk = (n: number, snapshot: number): Range => ({
    from: n === 0 ? null : (KEYS[n] as string),
    to: n === 25 ? null : (KEYS[n + 1] as string),
    version: formatVersion({ epoch: 1, file: 1, pos: BigInt(snapshot * 100 + n), row: snapshot }),
  });
  const chunks = (snapshot: number) => Array.from({ length: 26 }, (_, n) => chunk(n, snapshot));
  const keep = (steps: RangeTombstones, { from, to, version: raised }: Range) =>
    joinSnapshots(addRange(steps, from, to, raised));

  it('are one step in the end, in any order and some of them twice', () => {
    const all = fc.shuffledSubarray([...chunks(1), ...chunks(1)], { minLength: 52 });
    fc.assert(
      fc.property(all, (some) => {
        assert.deepEqual(some.reduce(keep, NO_TOMBSTONES), [{ to: null, version: chunk(0, 1).version }]);
      }),
    );
  });

  it('never hide that a later snapshot is not complete', () => {
    const both = fc.shuffledSubarray([...chunks(1), ...chunks(2)], { minLength: 52 });
    fc.assert(
      fc.property(both, (all) => {
        let steps = NO_TOMBSTONES;
        for (const [index, each] of all.entries()) {
          steps = keep(steps, each);
          const isComplete = chunks(2).every(({ version: of }) =>
            all.slice(0, index + 1).some((one) => one.version === of),
          );
          assert.equal(tableTombstone(steps) >= chunk(0, 2).version, isComplete);
        }
        assert.deepEqual(steps, [{ to: null, version: chunk(0, 2).version }]);
      }),
    );
  });
});
