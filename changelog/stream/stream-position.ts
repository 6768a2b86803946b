import { assertSameFile, type BinlogPosition } from '../position/position.ts';

const WRAP = 2 ** 32;

/** Where a dump stands: counted on from event to event, for an event carries the low 32 bits of its end only. */
export class StreamPosition {
  #now: BinlogPosition;
  /** The last place that a dump can start from: the protocol has 32 bits for it. */
  #resumable: BinlogPosition;

  constructor(from: BinlogPosition) {
    this.#now = this.#resumable = from;
  }

  get file(): string {
    return this.#now.file;
  }

  /** Another file follows. The first event of a dump says so of the file that it starts in. */
  rotate(file: string, pos: number): void {
    const fileCreatedMs = file === this.#now.file ? this.#now.fileCreatedMs : null;
    this.#now = { ...this.#now, file, pos, fileCreatedMs };
  }

  /** Throws POSITION_LOST when the file is another one than it was. */
  open(createdMs: number): void {
    assertSameFile(this.#now, createdMs);
    this.#now = { ...this.#now, fileCreatedMs: createdMs };
  }

  /** @returns the whole of an event's end, of which `low` is the low 32 bits: a file outgrows them by one large transaction */
  advance(low: number): number {
    const { pos } = this.#now;
    const base = Math.floor(pos / WRAP) * WRAP;
    const end = base + low < pos ? base + WRAP + low : base + low;
    this.#now = { ...this.#now, pos: end };
    return end;
  }

  /** @returns the place to go on from when a transaction, if there was one, has ended here */
  settle(gtid: string | null): BinlogPosition {
    if (gtid !== null) this.#now = { ...this.#now, gtid };
    if (this.#now.pos < WRAP) this.#resumable = this.#now;
    return this.#resumable;
  }
}
