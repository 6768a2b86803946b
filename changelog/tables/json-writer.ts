const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const DIGIT_0 = 0x30;

/** Bytes that stand for themselves in a JSON text: of ASCII all but controls, quotes and backslashes. */
const PLAIN_ASCII = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);
/** The same in UTF-8, but for 0xED, which begins halves of surrogate pairs. */
const PLAIN_UTF8 = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 && byte !== 0xed ? 1 : (PLAIN_ASCII[byte] ?? 0),
);

/** JSON as bytes in a buffer that grows and is used again. */
export class JsonWriter {
  bytes: Buffer = Buffer.allocUnsafe(16_384);
  at = 0;

  /** Makes room for so many bytes. All writers of fixed size rely on the caller for it. */
  reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.at + count, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.at);
    this.bytes = grown;
  }

  /** A buffer that one large row has made is not kept for the small ones. */
  trim(): void {
    if (this.bytes.length > 4_000_000) this.bytes = Buffer.allocUnsafe(16_384);
    this.at = 0;
  }

  /** Bytes as they are. */
  put(bytes: Uint8Array): void {
    const { length } = bytes;
    this.reserve(length);
    const out = this.bytes;
    let { at } = this;
    // Of few bytes a loop is faster than a call.
    if (length > 64) out.set(bytes, at);
    else for (let i = 0; i < length; i++) out[at + i] = bytes[i] ?? 0;
    at += length;
    this.at = at;
  }

  byte(byte: number): void {
    this.bytes[this.at++] = byte;
  }

  /** Any text, as it is. */
  text(text: string): void {
    this.reserve(text.length * 3);
    this.at += this.bytes.write(text, this.at);
  }

  /** A string of the first `length` bytes in quotes. Returns false, and writes nothing, when one of them needs more than itself. */
  plain(bytes: Uint8Array, length: number, charset: 'ascii' | 'utf8'): boolean {
    const plain = charset === 'ascii' ? PLAIN_ASCII : PLAIN_UTF8;
    this.reserve(length + 2);
    const out = this.bytes;
    let { at } = this;
    out[at++] = QUOTE;
    for (let i = 0; i < length; i++) {
      const byte = bytes[i] ?? 0;
      if (plain[byte] === 0) return false;
      out[at++] = byte;
    }
    out[at++] = QUOTE;
    this.at = at;
    return true;
  }

  /** A whole number from 0 to 2^53 - 1, without leading zeros. */
  unsigned(value: number): void {
    if (value < 10) {
      this.byte(DIGIT_0 + value);
      return;
    }
    if (value >= 1e9) {
      const high = Math.floor(value / 1e9);
      this.unsigned(high);
      this.digits(value - high * 1e9, 9);
      return;
    }
    let count = 2;
    for (let bound = 100; value >= bound; bound *= 10) count++;
    this.digits(value, count);
  }

  /** So many digits of a number below 2^31, with leading zeros. */
  digits(value: number, count: number): void {
    const out = this.bytes;
    let rest = value;
    for (let i = this.at + count - 1; i >= this.at; i--) {
      const tenth = (rest / 10) | 0;
      out[i] = DIGIT_0 + rest - tenth * 10;
      rest = tenth;
    }
    this.at += count;
  }
}
