import { createHash } from 'node:crypto';
import type { Firestore } from 'firebase-admin/firestore';
import type { Envelope } from '@fanfold/kit/envelope';
import { log } from '../log.ts';
import { pause } from '../pause.ts';
import { keyOf } from '../tables/row-values.ts';
import type { TableInfo } from '../tables/tables.ts';

/** Rows that no message can carry: `deadLetters/changelog:…` holds their key and place, and the stream goes on. */
export class DeadLetters {
  readonly #firestore: Firestore;
  readonly #tables: () => ReadonlyMap<string, TableInfo>;
  readonly #signal: AbortSignal;

  constructor(firestore: Firestore, tables: () => ReadonlyMap<string, TableInfo>, signal: AbortSignal) {
    this.#firestore = firestore;
    this.#tables = tables;
    this.#signal = signal;
  }

  /** Resolves once the letter is stored: the position must not pass the row before. */
  async tooLarge(table: string, envelope: Envelope): Promise<void> {
    const info = this.#tables().get(table);
    const image = envelope.op === 's' ? null : (envelope.after ?? envelope.before);
    const letter = {
      service: 'changelog',
      code: 'ROW_TOO_LARGE',
      table,
      op: envelope.op,
      key: info && image ? keyOf(info, image) : null,
      source: JSON.stringify(envelope.source),
      at: new Date().toISOString(),
    };
    log('ERROR', 'rowTooLarge', letter);
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
