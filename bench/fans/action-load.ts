import { setTimeout as wait } from 'node:timers/promises';
import { seededRandom } from '@fanfold/replay/random';
import { type Connection, createConnection } from 'mysql2/promise';
import { nowMs } from '../clock.ts';

const KINDS = ['watched', 'predicted', 'won', 'entered', 'shared'];

/** A row as apps write them, of now. */
export async function insertAction(
  connection: Connection,
  id: string,
  uid: string,
  kind = 'watched',
  subject = 'm1',
): Promise<void> {
  await connection.execute(
    'INSERT INTO fan_actions (id, fan_id, kind, subject, occurred_at) VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3))',
    [id, uid, kind, subject],
  );
}

/** Actions of many fans, one by one, at a rate. */
export class ActionLoad {
  /** Rows so far. */
  inserted = 0;
  readonly #mysqlUrl: string;
  readonly #fans: number;
  readonly #perSecond: number;
  readonly #random = seededRandom(7);
  #running: Promise<void> | undefined;
  #isStopped = false;

  constructor(mysqlUrl: string, fans: number, perSecond: number) {
    this.#mysqlUrl = mysqlUrl;
    this.#fans = fans;
    this.#perSecond = perSecond;
  }

  async start(): Promise<void> {
    const connection = await createConnection({ uri: this.#mysqlUrl });
    this.#running = this.#insert(connection).finally(() => connection.end());
  }

  /** Returns when the last row is committed. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  async #insert(connection: Connection): Promise<void> {
    const startedMs = nowMs();
    while (!this.#isStopped) {
      const dueMs = startedMs + (this.inserted * 1_000) / this.#perSecond;
      if (dueMs > nowMs()) await wait(dueMs - nowMs());
      const uid = `fan${Math.floor(this.#random() * this.#fans)}`;
      const kind = KINDS[Math.floor(this.#random() * KINDS.length)] ?? '';
      await insertAction(connection, `load-${this.inserted++}`, uid, kind, `m${Math.floor(this.#random() * 5)}`);
    }
  }
}
