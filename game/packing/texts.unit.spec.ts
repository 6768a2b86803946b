import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteReader, ByteWriter } from './bytes.ts';
import { readTexts, writeTexts } from './texts.ts';

function packedTexts(texts: readonly string[]): Uint8Array {
  const writer = new ByteWriter();
  writeTexts(writer, texts);
  return writer.finish();
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.uuid(),
  fc.stringMatching(/^[a-z]{0,2}\d{0,20}[:/]?\d{0,3}$/),
  fc.string({ unit: fc.constantFrom('\0', '\x01', '\x0f', '\x10', '\x11', '1', 'a'), maxLength: 5 }),
  fc.constantFrom('', '007', '7', '9'.repeat(15), '9'.repeat(16), '0'.repeat(31), '\x01', '\x10', '\0'),
);

describe('packed texts', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(anyText), (texts) => assert.deepEqual(readTexts(new ByteReader(packedTexts(texts))), texts)),
    );
  });

  it('take few bytes when they count up', () => {
    const version = (n: number) => `1764460000/0000000042/${String(1_000_000 + 700 * n).padStart(20, '0')}/0000000001`;
    const bytes = (textOf: (n: number) => string) =>
      packedTexts(Array.from({ length: 1_000 }, (_, n) => textOf(n))).length;
    assert.ok(bytes((n) => `fantasy:m42:${n}:goal`) < 3_200);
    assert.ok(bytes(version) < 10_000);
  });

  it('take 17 bytes for a UUID', () => {
    const uuids = fc.sample(fc.uuid(), 100);
    assert.ok(packedTexts(uuids).length < 1_720);
  });
});
