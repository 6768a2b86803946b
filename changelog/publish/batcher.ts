/** Of one row's envelope. Pub/Sub takes 10 MB in a message; this leaves room for the rest of it. */
export const MAX_ROW_BYTES = 9_000_000;

/** One message to be: serialised envelopes of one table. */
export interface Batch {
  table: string;
  parts: string[];
  bytes: number;
  commitTsMs: number;
}

export interface BatchLimits {
  maxRows: number;
  maxBytes: number;
}

/**
 * Collects rows into messages. Rows of one table and transaction stay together unless they exceed the limits on their own; small transactions
 * share a message. Nothing of an open transaction leaves before `commit`, save what outgrows one message: a transaction of a million rows must
 * not wait in memory, and the binlog holds committed transactions only.
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
  add(table: string, parts: readonly string[], commitTsMs: number): void {
    let batch = this.#open.get(table);
    const bytes = parts.reduce((sum, part) => sum + Buffer.byteLength(part) + 1, 0);
    if (batch && !this.#fits(batch, parts.length, bytes)) {
      this.#seal(table);
      this.#emit(batch);
      this.#open.delete(table);
      batch = undefined;
    }
    if (!batch) this.#open.set(table, (batch = { table, parts: [], bytes: 2, commitTsMs }));
    batch.parts.push(...parts);
    batch.bytes += bytes;
  }

  /** The open transaction is complete. */
  commit(): void {
    for (const [table, batch] of this.#open) {
      const ready = this.#ready.get(table);
      if (ready && this.#fits(ready, batch.parts.length, batch.bytes)) {
        ready.parts.push(...batch.parts);
        ready.bytes += batch.bytes;
        ready.commitTsMs = batch.commitTsMs;
      } else {
        this.#seal(table);
        this.#ready.set(table, batch);
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
    for (const table of [...this.#ready.keys()]) this.#seal(table);
  }

  get hasCommitted(): boolean {
    return this.#ready.size > 0;
  }

  #fits(batch: Batch, rows: number, bytes: number): boolean {
    return batch.parts.length + rows <= this.#limits.maxRows && batch.bytes + bytes <= this.#limits.maxBytes;
  }

  #seal(table: string): void {
    const batch = this.#ready.get(table);
    if (!batch) return;
    this.#ready.delete(table);
    this.#emit(batch);
  }
}
