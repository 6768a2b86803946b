import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isWellFormed, storableProblem } from './storable.ts';

describe('what Firestore can keep', () => {
  it('finds nothing wrong with values of JSON', () => {
    for (const value of [null, true, -0, 1e300, '', '\u0000', '\u{1f3c6}', [], {}, [{ a: [1, { b: null }] }]])
      assert.equal(storableProblem(value), null, JSON.stringify(value));
    assert.equal(storableProblem({ constructor: 1, toString: 2, '10': 1, 'a.b': 1, __x: 1, x__: 1 }), null);
  });

  it('says what is wrong with others, wherever they stand', () => {
    const wrong: [unknown, RegExp][] = [
      [undefined, /undefined/],
      [1n, /bigint/],
      [NaN, /number/],
      [-Infinity, /number/],
      ['\udc00', /half a character/],
      [[[]], /list in a list/],
      [{ '': 1 }, /without a name/],
      [{ ____: 1 }, /reserved/],
      [JSON.parse('{"__proto__": 1}'), /reserved/],
    ];
    for (const [value, problem] of wrong)
      for (const place of [value, { a: value }, { a: [1, { b: value }] }])
        assert.match(storableProblem(place) ?? '', problem);
  });

  it('knows texts that are the same after they have been bytes', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0xd700, max: 0xe0ff }).map((unit) => String.fromCharCode(unit)) }),
        (text) => assert.equal(isWellFormed(text), Buffer.from(text).toString() === text),
      ),
    ));
});
