import { createHash } from 'node:crypto';
import type { Firestore } from 'firebase-admin/firestore';
import { log } from '../log.ts';
import { pause } from '../pause.ts';

/** What is kept of a row that no message can carry. */
export interface Letter {
  op: string;
  key: string[];
  source: unknown;
}

/** Rows that no message can carry: `deadLetters/changelog:…` holds their key and place, and the stream goes on. */
export class DeadLetters {
  readonly #firestore: Firestore;
  readonly #signal: AbortSignal;

  constructor(firestore: Firestore, signal: AbortSignal) {
    this.#firestore = firestore;
    this.#signal = signal;
  }

  /** Resolves once the letter is stored: the position must not pass the row before. */
  async tooLarge(table: string, { op, key, source }: Letter): Promise<void> {
    const letter = {
      service: 'changelog',
      code: 'ROW_TOO_LARGE',
      table,
      op,
      key,
      source: JSON.stringify(source),
      at: new Date().toISOString(),
    };
    // Without the key, which may be somebody's.
    log('ERROR', 'rowTooLarge', { code: letter.code, table, op, source: letter.source });
    // The rows of a snapshot have one source; their keys tell them apart.
    const identity = JSON.stringify([table, letter.op, letter.source, letter.key]);
    const id = createHash('sha256').update(identity).digest('hex').slice(0, 32);
    for (;;) {
      try {
        await this.#firestore.doc(`deadLetters/changelog:${id}`).set(letter);
        return;
      } catch (error) {
        log('WARNING', 'deadLetterFailed', { error: String(error) });
        if (this.#signal.aborted) throw error;
        await pause(1_000, this.#signal);
      }
    }
  }
}
