import type { ConnectorConfig } from '../config.ts';
import { AckedPosition } from '../position/acked-position.ts';
import type { BinlogPosition } from '../position/position.ts';
import { Batcher, type Destination } from './batcher.ts';
import type { DeadLetters, Letter } from './dead-letters.ts';
import type { Publisher } from './publisher.ts';

/** From rows to acknowledged messages, and from there to the position that may be saved. */
export class Pipeline {
  readonly #maxDelayMs: number;
  readonly #batcher: Batcher;
  readonly #deadLetters: DeadLetters;
  readonly #acked = new AckedPosition();
  #committed: BinlogPosition;
  #flushedMs = 0;
  #cancelFlush: (() => void) | null = null;

  constructor(config: ConnectorConfig, publisher: Publisher, deadLetters: DeadLetters, from: BinlogPosition) {
    this.#maxDelayMs = config.batch.maxDelayMs;
    this.#deadLetters = deadLetters;
    this.#committed = from;
    this.#batcher = new Batcher(config.batch, (batch) => {
      const acked = this.#acked.sent();
      publisher.publish(batch).then(acked, () => undefined);
    });
  }

  /** End of the last transaction taken in. */
  get committed(): BinlogPosition {
    return this.#committed;
  }

  /** Everything before it is acknowledged; null while nothing new is. */
  get acked(): BinlogPosition | null {
    return this.#acked.position;
  }

  /** Nothing after `committed` has been sent. */
  get isExact(): boolean {
    return !this.#batcher.hasSentOpen;
  }

  /** Everything that was sent is acknowledged, and it all lies before `acked`. */
  get isSettled(): boolean {
    return this.isExact && this.acked === this.#committed;
  }

  /** The envelopes of one row of the open transaction, serialised with commas between. */
  add(destination: Destination, envelopes: Uint8Array, rows: number, commitTsMs: number): void {
    this.#batcher.add(destination, envelopes, rows, commitTsMs);
  }

  /** A row of the open transaction that no message can carry. */
  tooLarge(table: string, letter: Letter): void {
    this.#deadLetters.tooLarge(table, letter).then(this.#acked.sent(), () => undefined);
  }

  commit(position: BinlogPosition): void {
    this.#batcher.commit();
    this.#committed = position;
    this.#scheduleFlush();
  }

  /** The place is another, without a transaction in between. */
  move(position: BinlogPosition): void {
    this.#committed = position;
    this.#scheduleFlush();
  }

  rollback(): void {
    this.#batcher.rollback();
  }

  flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    this.#flushedMs = performance.now();
    this.#batcher.flush();
    this.#acked.close(this.#committed);
  }

  /** After a pause a row leaves as soon as what was read with it has been taken in; rows that follow closely share a message. */
  #scheduleFlush(): void {
    if (this.#cancelFlush) return;
    const waitMs = this.#flushedMs + this.#maxDelayMs - performance.now();
    if (waitMs <= 0) {
      const immediate = setImmediate(() => this.flush());
      this.#cancelFlush = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(() => this.flush(), waitMs);
      this.#cancelFlush = () => clearTimeout(timer);
    }
  }
}
