import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteReader, ByteWriter } from './bytes.ts';

const written = (write: (writer: ByteWriter) => void) => {
  const writer = new ByteWriter();
  write(writer);
  return writer.finish();
};

describe('numbers and texts as bytes', () => {
  it('whole numbers of any size come back', () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(300), fc.maxSafeNat())), (values) => {
        const reader = new ByteReader(written((writer) => values.forEach((value) => writer.unsigned(value))));
        assert.deepEqual(
          values.map(() => reader.unsigned()),
          values,
        );
      }),
    ));

  it('signed ones come back, and small ones of either sign are one byte', () => {
    const bound = 2 ** 52;
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        fc.pre(value >= -bound && value < bound);
        assert.equal(new ByteReader(written((writer) => writer.signed(value))).signed(), value);
      }),
    );
    for (const value of [-bound, bound - 1])
      assert.equal(new ByteReader(written((writer) => writer.signed(value))).signed(), value);
    for (const value of [-64, 63]) assert.equal(written((writer) => writer.signed(value)).length, 1);
  });

  it('any text comes back: marks of byte order and halves of pairs too', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
        ),
        (text) => {
          for (const value of [text, `\ufeff${text}`, `${text}\ud800`, `${text}\uffff`])
            assert.equal(new ByteReader(written((writer) => writer.text(value))).text(), value);
        },
      ),
    ));

  it('what is no whole number, or too large a one, is refused', () => {
    for (const value of [0.5, NaN, Infinity, -1, 2 ** 53])
      assert.throws(() => written((writer) => writer.unsigned(value)), RangeError, String(value));
    for (const value of [0.5, -0.5, NaN, -Infinity, 2 ** 52, -(2 ** 52) - 1])
      assert.throws(() => written((writer) => writer.signed(value)), RangeError, String(value));
  });

  it('bytes that end early are noticed', () => {
    const whole = written((writer) => writer.text('an id'));
    for (let length = 0; length < whole.length; length++)
      assert.throws(() => new ByteReader(whole.subarray(0, length)).text(), RangeError);
  });
});
