import assert from 'node:assert/strict';
import { compareKeys, jsonForm, keyOf, type ValueKind } from './row-values.ts';

describe('jsonForm', () => {
  const cases: [ValueKind, unknown, unknown][] = [
    ['integer', '7', 7],
    ['integer', -7, -7],
    ['integer', '0000000000000000000007', 7],
    ['integer', '9007199254740991', 9007199254740991],
    ['integer', '9007199254740992', '9007199254740992'],
    ['integer', '-9223372036854775808', '-9223372036854775808'],
    ['decimal', '0012.50', '12.50'],
    ['decimal', '-0.50', '-0.50'],
    ['float', Math.fround(1.1), 1.1],
    ['float', '1.100000023841858', 1.1],
    ['float', '-0', 0],
    ['double', '0.1', 0.1],
    ['double', -0, 0],
    ['date', '2026-02-03', '2026-02-03'],
    ['date', '0000-00-00', null],
    ['dateInKey', '0000-00-00', '0000-00-00'],
    ['datetime', '2026-01-01 12:00:00.000', '2026-01-01T12:00:00.000Z'],
    ['datetime', '2026-00-01 12:00:00', null],
    ['datetime', '2026-02-31 12:00:00', '2026-02-31T12:00:00Z'],
    ['datetimeInKey', '2026-00-01 12:00:00', '2026-00-01T12:00:00Z'],
    ['text', '-101:02:03.5', '-101:02:03.5'],
    ['year', '0000', 0],
    ['year', 2026, 2026],
    ['bit', Buffer.from([1, 1]), 257],
    ['bit', Buffer.from('ffffffffffffffff', 'hex'), '18446744073709551615'],
    ['bytes', Buffer.from([0, 255]), 'AP8='],
    ['text', 'Grüße', 'Grüße'],
    ['json', '{"a":[1]}', { a: [1] }],
    ['json', '"1"', '1'],
    ['json', '1.', '1.'],
    ['json', '[1e400, -1e400]', [Number.MAX_VALUE, -Number.MAX_VALUE]],
  ];
  for (const [kind, given, expected] of cases) {
    it(`${kind} ${Buffer.isBuffer(given) ? given.toString('hex') : String(given)}`, () => {
      assert.deepStrictEqual(jsonForm(kind)(given), expected);
    });
  }
});

describe('compareKeys', () => {
  it('compares as JavaScript does, column by column', () => {
    const keys = [['10'], ['9'], ['9', 'a'], ['\u{10000}'], ['\uffff']];
    assert.deepEqual([...keys].sort(compareKeys), keys);
  });
});

describe('keyOf', () => {
  it('gives texts in key order', () => {
    const column = { sortsAsText: false, text: '', order: '', parameter: '' };
    const keyColumns = ['b', 'a'].map((name) => ({ name, ...column }));
    assert.deepEqual(keyOf({ keyColumns }, { a: 1, b: '2' }), ['2', '1']);
  });
});
