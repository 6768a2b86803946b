/** Of one row's envelope. Pub/Sub takes 10 MB in a message; this leaves room for the rest of it. */
export const MAX_ROW_BYTES = 9_000_000;

/** Where rows go together: one topic, and where configured one ordering key of it. */
export interface Destination {
  table: string;
  orderingKey: string | null;
}

/** One message to be: serialised envelopes of one table. */
export interface Batch extends Destination {
  parts: string[];
  bytes: number;
  /** Of the last row. */
  commitTsMs: number;
}

export interface BatchLimits {
  maxRows: number;
  maxBytes: number;
}

/**
 * Collects rows into messages. Rows of one destination and transaction stay together unless they exceed the limits on their own; small
 * transactions share a message. Nothing of an open transaction leaves before `commit`, save what outgrows one message: a transaction of a
 * million rows must not wait in memory, and the binlog holds committed transactions only.
 */
export class Batcher {
  readonly #limits: BatchLimits;
  readonly #emit: (batch: Batch) => void;
  readonly #ready = new Map<string, Batch>();
  readonly #open = new Map<string, Batch>();

  constructor(limits: BatchLimits, emit: (batch: Batch) => void) {
    this.#limits = limits;
    this.#emit = emit;
  }

  /** A row, or rows that must not part, of the open transaction. */
  add({ table, orderingKey }: Destination, parts: readonly string[], commitTsMs: number): void {
    const name = orderingKey ?? table;
    let batch = this.#open.get(name);
    let bytes = 0;
    for (const part of parts) bytes += Buffer.byteLength(part) + 1;
    if (batch && !this.#fits(batch, parts.length, bytes)) {
      this.#seal(name);
      this.#emit(batch);
      this.#open.delete(name);
      batch = undefined;
    }
    if (!batch) this.#open.set(name, (batch = { table, orderingKey, parts: [], bytes: 2, commitTsMs }));
    for (const part of parts) batch.parts.push(part);
    batch.bytes += bytes;
  }

  /** The open transaction is complete. */
  commit(): void {
    for (const [name, batch] of this.#open) {
      const ready = this.#ready.get(name);
      if (ready && this.#fits(ready, batch.parts.length, batch.bytes)) {
        for (const part of batch.parts) ready.parts.push(part);
        ready.bytes += batch.bytes;
        ready.commitTsMs = batch.commitTsMs;
      } else {
        this.#seal(name);
        this.#ready.set(name, batch);
      }
    }
    this.#open.clear();
  }

  /** Forgets the open transaction: the reader will meet it again. */
  rollback(): void {
    this.#open.clear();
  }

  /** Emits everything committed. */
  flush(): void {
    for (const name of [...this.#ready.keys()]) this.#seal(name);
  }

  #fits(batch: Batch, rows: number, bytes: number): boolean {
    return batch.parts.length + rows <= this.#limits.maxRows && batch.bytes + bytes <= this.#limits.maxBytes;
  }

  #seal(name: string): void {
    const batch = this.#ready.get(name);
    if (!batch) return;
    this.#ready.delete(name);
    this.#emit(batch);
  }
}
