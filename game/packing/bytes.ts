/**
 * Whole numbers and texts as bytes: varints of 7 bits a byte, signed ones in zigzag (0, -1, 1, -2 …). A text is its UTF-16 code units, so that
 * any string comes back as it was. What it cannot hold is a RangeError: one wrong number would shift all that is packed after it.
 */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = value;
  }

  /** 0 to 2^53 - 1. @throws RangeError */
  unsigned(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} cannot be packed`);
    let left = value;
    while (left >= 0x80) {
      this.byte((left % 0x80) + 0x80);
      left = Math.floor(left / 0x80);
    }
    this.byte(left);
  }

  /** -2^52 to 2^52 - 1. @throws RangeError */
  signed(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} cannot be packed`);
    this.unsigned(value < 0 ? -value * 2 - 1 : value * 2);
  }

  text(value: string): void {
    this.unsigned(value.length);
    for (let at = 0; at < value.length; at++) this.unsigned(value.charCodeAt(at));
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('packed bytes end early');
    return byte;
  }

  unsigned(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.byte();
      value += (byte % 0x80) * factor;
      if (byte < 0x80) return value;
    }
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  text(): string {
    let text = '';
    for (let left = this.unsigned(); left > 0; left--) text += String.fromCharCode(this.unsigned());
    return text;
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.unsigned() }, read);
  }
}

/** A newer release has packed this: reload the app, or roll forward. */
export class NewerFormatError extends Error {
  readonly format: number;

  constructor(what: string, format: number) {
    super(`${what} is packed in format ${format}, which this release does not know`);
    this.name = 'NewerFormatError';
    this.format = format;
  }
}
