import assert from 'node:assert/strict';
import { NO_SALT, isDrawn, lastDrawn } from './draw.ts';

const ids = Array.from({ length: 50 }, (_, at) => `fan${at}_1`);

/** Who of them gets one of so many coins. */
const drawn = (salt: string, count: number, from: readonly string[] = ids) => {
  const last = lastDrawn(salt, from, count);
  return from.filter((id) => isDrawn(salt, id, last)).sort();
};

describe('the draw between tied entries', () => {
  it('draws as many as there are coins, whatever the order in which entries came', () => {
    for (const salt of [NO_SALT, 'a', 'b'])
      for (const count of [1, 7, 49, 50]) {
        assert.equal(drawn(salt, count).length, count);
        assert.deepEqual(drawn(salt, count, [...ids].reverse()), drawn(salt, count));
      }
  });

  it('gives another order with another salt, and everybody a chance', () => {
    assert.notDeepEqual(drawn('a', 25), drawn('b', 25));
    const winners = new Set(Array.from({ length: 500 }, (_, at) => lastDrawn(`salt ${at}`, ids, 1)));
    assert.deepEqual([...winners].sort(), [...ids].sort());
  });

  it('is the order that settlements without a salt were pinned by', () => {
    assert.equal(lastDrawn(NO_SALT, ids, 1), LOWEST_HASH);
  });
});

/** Pinned by a release that had no salt: its shards may still run. */
const LOWEST_HASH = 'fan25_1';
