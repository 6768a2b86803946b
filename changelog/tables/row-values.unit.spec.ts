import assert from 'node:assert/strict';
import { normaliseValue } from './row-values.ts';

function value(dataType: string, given: unknown, json = false): unknown {
  return normaliseValue({ name: 'c', dataType, json }, given);
}

describe('normaliseValue', () => {
  const cases: [string, unknown, unknown][] = [
    ['int', '7', 7],
    ['int', -7, -7],
    ['bigint', '9007199254740991', 9007199254740991],
    ['bigint', '9007199254740992', '9007199254740992'],
    ['bigint', '-9223372036854775808', '-9223372036854775808'],
    ['decimal', '0012.50', '0012.50'],
    ['float', Math.fround(1.1), 1.1],
    ['float', '1.100000023841858', 1.1],
    ['double', '0.1', 0.1],
    ['date', '2026-02-03', '2026-02-03'],
    ['date', '0000-00-00', null],
    ['datetime', '2026-01-01 12:00:00.000', '2026-01-01T12:00:00.000Z'],
    ['datetime', '2026-00-01 12:00:00', null],
    ['timestamp', '2026-01-01 12:00:00.123456', '2026-01-01T12:00:00.123456Z'],
    ['time', '-101:02:03.5', '-101:02:03.5'],
    ['year', 1900, 0],
    ['year', '2026', 2026],
    ['bit', Buffer.from([1, 1]), 257],
    ['bit', Buffer.from('ffffffffffffffff', 'hex'), '18446744073709551615'],
    ['enum', undefined, ''],
    ['set', 'a,b', 'a,b'],
    ['varbinary', Buffer.from([0, 255]), 'AP8='],
    ['varchar', 'Grüße', 'Grüße'],
    ['int', null, null],
  ];
  for (const [dataType, given, expected] of cases) {
    it(`${dataType} ${Buffer.isBuffer(given) ? given.toString('hex') : String(given)}`, () => {
      assert.deepEqual(value(dataType, given), expected);
    });
  }

  it('takes JSON as text (MariaDB) and as a value (MySQL)', () => {
    assert.deepEqual(value('longtext', '{"a":[1]}', true), { a: [1] });
    assert.deepEqual(value('json', { a: [1] }, true), { a: [1] });
    assert.equal(value('longtext', '{"a":[1]}'), '{"a":[1]}');
  });
});
