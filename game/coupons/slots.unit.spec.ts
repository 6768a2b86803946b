import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MAX_SLOTS, type Slot, claimUnit, returnUnit, slotsOf, unitsLeft } from './slots.ts';

describe('slots', () => {
  it('cut a batch into equal parts that have each unit once', () => {
    for (const units of [1, 9, 10, 11, 100, 639, 640, 641, 1_000, 250_000]) {
      const slots = slotsOf(units);
      const all = slots.flatMap(({ start, size }) => Array.from({ length: size }, (_, at) => start + at));
      assert.deepEqual(all, [...Array(units).keys()]);
      const sizes = slots.map(({ size }) => size);
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1 && Math.min(...sizes) >= 1);
    }
    assert.deepEqual(
      [1, 10, 11, 100, 640, 250_000].map((units) => slotsOf(units).length),
      [1, 1, 2, 10, 64, MAX_SLOTS],
    );
  });

  it('give each unit once, and none when they are dry', () => {
    let [slot] = slotsOf(3) as [Slot];
    const given: number[] = [];
    for (let claimed = claimUnit(slot); claimed; claimed = claimUnit(slot)) {
      given.push(claimed.unit);
      slot = claimed.slot;
    }
    assert.deepEqual(given, [0, 1, 2]);
    assert.equal(unitsLeft(slot), 0);
  });

  it('give what came back again, whatever the order of claims and returns', () => {
    fc.assert(
      fc.property(fc.nat({ max: 30 }), fc.array(fc.option(fc.nat())), (extra, steps) => {
        const start = extra;
        const size = extra + 1;
        let slot: Slot = { start, size, next: 0, returned: [] };
        const out = new Set<number>();
        for (const step of steps) {
          const back = step === null ? undefined : [...out][step % Math.max(1, out.size)];
          if (back !== undefined) {
            out.delete(back);
            slot = returnUnit(slot, back);
          } else {
            const claimed = claimUnit(slot);
            assert.equal(claimed === null, out.size === size);
            if (!claimed) continue;
            assert.ok(!out.has(claimed.unit) && claimed.unit >= start && claimed.unit < start + size);
            out.add(claimed.unit);
            slot = claimed.slot;
          }
          assert.equal(unitsLeft(slot), size - out.size);
        }
      }),
    );
  });

  it('refuse a unit that is not out', () => {
    const slot: Slot = { start: 10, size: 5, next: 2, returned: [1] };
    for (const unit of [9, 11, 12, 15]) assert.throws(() => returnUnit(slot, unit), /is not out/);
    assert.deepEqual(returnUnit(slot, 10).returned, [1, 0]);
  });
});
