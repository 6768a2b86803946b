import { MessageBuffer } from './message-buffer.ts';

/** Of one row's envelope. Pub/Sub takes 10 MB in a message; this leaves room for the rest of it. */
export const MAX_ROW_BYTES = 9_000_000;

/** Where rows go together: one topic, and where configured one ordering key of it. */
export interface Destination {
  topic: string;
  orderingKey: string | null;
}

/** One message to be: an array of envelopes of one destination. */
export interface Batch extends Destination {
  data: Buffer;
  rows: number;
  /** Of the last row. */
  commitTsMs: number;
  /** Pub/Sub has the message: nobody reads `data` any more. */
  release: () => void;
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
  readonly #messages = new Map<string, MessageBuffer>();
  /** Destinations that the open transaction has rows for. */
  readonly #open = new Set<MessageBuffer>();
  /** Rows of the open transaction have left; or of one that was open when it was forgotten, and has not come back yet. */
  hasSentOpen = false;

  constructor(limits: BatchLimits, emit: (batch: Batch) => void) {
    this.#limits = limits;
    this.#emit = emit;
  }

  /** The envelopes of one row of the open transaction, already serialised with commas between; they do not part. */
  add(destination: Destination, envelopes: Uint8Array, rows: number, commitTsMs: number): void {
    const message = this.#messageTo(destination);
    if (!this.#fits(message, envelopes.length, rows)) {
      // What is committed leaves first, and the open rows only if they are too many by themselves.
      this.#send(message);
      if (!this.#fits(message, envelopes.length, rows) && message.rows > 0) {
        message.commit();
        this.#send(message);
        this.hasSentOpen = true;
      }
    }
    message.append(envelopes, rows, commitTsMs);
    this.#open.add(message);
  }

  /** The open transaction is complete. */
  commit(): void {
    for (const message of this.#open) message.commit();
    this.#open.clear();
    this.hasSentOpen = false;
  }

  /** Forgets the open transaction: the reader will meet it again. */
  rollback(): void {
    for (const message of this.#open) message.rollback();
    this.#open.clear();
  }

  /** Emits everything committed. */
  flush(): void {
    for (const message of this.#messages.values()) this.#send(message);
  }

  #messageTo(destination: Destination): MessageBuffer {
    const name = destination.orderingKey ?? destination.topic;
    let message = this.#messages.get(name);
    if (!message) this.#messages.set(name, (message = new MessageBuffer(destination)));
    return message;
  }

  #fits(message: MessageBuffer, bytes: number, rows: number): boolean {
    return message.rows + rows <= this.#limits.maxRows && message.bytes + bytes + 1 <= this.#limits.maxBytes;
  }

  #send(message: MessageBuffer): void {
    const batch = message.take();
    if (batch) this.#emit(batch);
  }
}
