import type { RowImage, Source } from '@fanfold/kit/contract';
import type { Batch, BatchLimits } from '../publish/batcher.ts';
import { marker } from '../publish/envelopes.ts';
import { keyOf } from '../tables/row-values.ts';
import type { TableInfo } from '../tables/tables.ts';

/** What a range of a table was seen as. */
export interface Sight {
  table: TableInfo;
  /** Where it is published. */
  topic: string;
  source: Source;
  /** The range holds the rows with these column values only; null: all rows. */
  where: Record<string, string> | null;
}

/** One message in the making: rows of a range as op r, and the marker that covers exactly them. */
export class RangeMessage {
  readonly #sight: Sight;
  readonly #keyFrom: string[] | null;
  readonly #rows: RowImage[] = [];
  readonly #parts: string[] = [];
  /** Of the message if it ended here, but for the marker's `keyTo`. */
  #bytes: number;

  constructor(sight: Sight, keyFrom: string[] | null) {
    this.#sight = sight;
    this.#keyFrom = keyFrom;
    this.#bytes = Buffer.byteLength(this.#marker(null)) + 2;
  }

  /** Key of the last row; null before the first. */
  get lastKey(): string[] | null {
    const last = this.#rows.at(-1);
    return last ? keyOf(this.#sight.table, last) : null;
  }

  /** Nothing can be in it. */
  isEmptyRange(keyTo: readonly string[] | null): boolean {
    return keyTo !== null && JSON.stringify(keyTo) === JSON.stringify(this.#keyFrom);
  }

  /** Whether the row and a marker that ends at it fit. A first row always does. */
  hasRoomFor(row: RowImage, part: string, { maxRows, maxBytes }: BatchLimits): boolean {
    if (this.#rows.length === 0) return true;
    const end = this.#keyBytes(row);
    return this.#rows.length < maxRows && this.#bytes + this.#weight(row, part) + end <= maxBytes;
  }

  /** `part` is the row's envelope, serialised. */
  add(row: RowImage, part: string): void {
    this.#bytes += this.#weight(row, part);
    this.#rows.push(row);
    this.#parts.push(part);
  }

  close(keyTo: string[] | null): Batch {
    const { topic, source } = this.#sight;
    const parts = [...this.#parts, this.#marker(keyTo)];
    const data = Buffer.from(`[${parts.join(',')}]`);
    const { ts_ms: commitTsMs } = source;
    return { topic, orderingKey: null, data, rows: parts.length, commitTsMs, release: () => undefined };
  }

  #marker(keyTo: string[] | null): string {
    const { table, source, where } = this.#sight;
    const keys = this.#rows.map((row) => keyOf(table, row));
    return JSON.stringify(marker(table, source, { keyFrom: this.#keyFrom, keyTo }, keys, where));
  }

  /** The row, its key in the marker, and a comma after each. */
  #weight(row: RowImage, part: string): number {
    return Buffer.byteLength(part) + 1 + this.#keyBytes(row) + 1;
  }

  #keyBytes(row: RowImage): number {
    return Buffer.byteLength(JSON.stringify(keyOf(this.#sight.table, row)));
  }
}
