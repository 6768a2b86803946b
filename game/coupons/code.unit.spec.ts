import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCode } from '../testing/coupon-code.ts';
import { CODE_BYTES, codeOf } from './code.ts';

const bytes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES });

describe('codes', () => {
  it('writes bytes in groups of four symbols and a check symbol', () => {
    assert.equal(codeOf(new Uint8Array(10)), '0000-0000-0000-0000-0');
    assert.equal(codeOf(new Uint8Array(10).fill(255)), 'ZZZZ-ZZZZ-ZZZZ-ZZZZ-~');
    assert.equal(codeOf(Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 1])), '0000-0000-0000-0001-1');
  });

  it('uses no symbol that looks like another', () => {
    fc.assert(fc.property(bytes, (some) => /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z*~$=U]$/.test(codeOf(some))));
  });

  it('tells all bytes apart', () => {
    fc.assert(fc.property(bytes, bytes, (a, b) => Buffer.compare(a, b) === 0 || codeOf(a) !== codeOf(b)));
  });

  it('reads a code however it is typed', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        const code = codeOf(some);
        const typed = ` ${code.toLowerCase().replaceAll('-', '  ').replaceAll('0', 'o').replaceAll('1', 'l')}\n`;
        assert.equal(readCode(typed), code);
        assert.equal(readCode(code.replaceAll('-', '').replaceAll('1', 'I')), code);
      }),
    );
  });

  it('finds a wrong symbol, and two neighbours that are swapped', () => {
    const at = fc.nat({ max: 15 });
    fc.assert(
      fc.property(bytes, at, at, (some, one, other) => {
        const plain = [...codeOf(some).replaceAll('-', '')];
        const wrong = plain.with(one, plain[other] as string);
        assert.equal(readCode(wrong.join('')) !== null, plain[one] === plain[other]);
        const left = Math.min(one, 14);
        const [a, b] = [plain[left] as string, plain[left + 1] as string];
        assert.equal(
          readCode(
            plain
              .with(left, b)
              .with(left + 1, a)
              .join(''),
          ) !== null,
          a === b,
        );
      }),
    );
  });

  it('takes nothing else for a code', () => {
    for (const typed of [
      '',
      '-',
      '0000-0000-0000-0000',
      '0000-0000-0000-0000-00',
      'U000-0000-0000-0000-0',
      '０'.repeat(17),
    ])
      assert.equal(readCode(typed), null);
  });
});
