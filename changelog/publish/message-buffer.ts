import type { Batch, Destination } from './batcher.ts';

const OPEN = 0x5b;
const CLOSE = 0x5d;
const COMMA = 0x2c;
/** Buffers of messages that Pub/Sub has, to be used again: making one costs more than filling it. */
const spare: Buffer[] = [];
const MAX_SPARE = 32;
const SPARE_BYTES = 4_000_000;
const FIRST_BYTES = 16_384;

/** The bytes of one destination's next message: rows of complete transactions, and after them those of the open one. */
export class MessageBuffer {
  readonly #destination: Destination;
  #buffer: Buffer | null = null;
  #end = 1;
  #rows = 0;
  #commitTsMs = 0;
  #committedEnd = 1;
  #committedRows = 0;
  #committedTsMs = 0;

  constructor(destination: Destination) {
    this.#destination = destination;
  }

  get bytes(): number {
    return this.#end;
  }

  get rows(): number {
    return this.#rows;
  }

  append(envelopes: Uint8Array, rows: number, commitTsMs: number): void {
    const buffer = this.#roomFor(envelopes.length + 1);
    buffer.set(envelopes, this.#end);
    this.#end += envelopes.length;
    buffer[this.#end++] = COMMA;
    this.#rows += rows;
    this.#commitTsMs = commitTsMs;
  }

  commit(): void {
    this.#committedEnd = this.#end;
    this.#committedRows = this.#rows;
    this.#committedTsMs = this.#commitTsMs;
  }

  rollback(): void {
    this.#end = this.#committedEnd;
    this.#rows = this.#committedRows;
  }

  /** The message of what is committed, if anything is; the open rows go on in a new one. */
  take(): Batch | null {
    const buffer = this.#buffer;
    if (!buffer || this.#committedRows === 0) return null;
    const [end, rows, commitTsMs] = [this.#committedEnd, this.#committedRows, this.#committedTsMs];
    const open = buffer.subarray(end, this.#end);
    const openRows = this.#rows - rows;
    this.#buffer = null;
    this.#end = this.#committedEnd = 1;
    this.#rows = this.#committedRows = 0;
    if (openRows > 0) {
      this.#roomFor(open.length).set(open, 1);
      this.#end += open.length;
      this.#rows = openRows;
    }
    // Over the last comma.
    buffer[end - 1] = CLOSE;
    return { ...this.#destination, data: buffer.subarray(0, end), rows, commitTsMs, release: () => giveBack(buffer) };
  }

  #roomFor(bytes: number): Buffer {
    const buffer = this.#buffer ?? spare.pop() ?? Buffer.allocUnsafe(FIRST_BYTES);
    if (this.#end + bytes <= buffer.length) {
      buffer[0] = OPEN;
      return (this.#buffer = buffer);
    }
    const grown = Buffer.allocUnsafe(Math.max(this.#end + bytes, buffer.length * 2));
    if (this.#buffer) buffer.copy(grown, 0, 0, this.#end);
    grown[0] = OPEN;
    return (this.#buffer = grown);
  }
}

function giveBack(buffer: Buffer): void {
  if (spare.length < MAX_SPARE && buffer.length <= SPARE_BYTES) spare.push(buffer);
}
