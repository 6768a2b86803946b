import { PubSub, type Topic } from '@google-cloud/pubsub';
import { changesTopic } from '@fanfold/kit/envelope';
import type { Batch } from './batcher.ts';
import type { ConnectorConfig } from '../config.ts';
import type { PublishedInfo } from '../connector.ts';
import { log } from '../log.ts';
import { pause } from '../pause.ts';

const GRPC_NOT_FOUND = 5;
const GRPC_ALREADY_EXISTS = 6;

export interface PublisherHooks {
  signal: AbortSignal;
  /** Too much is unacknowledged, or no longer. */
  onPressure: (high: boolean) => void;
  onPublished?: ((info: PublishedInfo) => void) | undefined;
}

/** Publishes messages, each until it is acknowledged; only the end of the process gives up. */
export class Publisher {
  readonly #pubsub: PubSub;
  readonly #limits: ConnectorConfig['publish'];
  readonly #hooks: PublisherHooks;
  readonly #topics = new Map<string, Topic>();
  readonly #pending = new Set<Promise<void>>();
  #unackedBytes = 0;
  #pressure = false;
  rowsPublished = 0;

  constructor(config: ConnectorConfig, hooks: PublisherHooks) {
    this.#pubsub = new PubSub({ projectId: config.projectId });
    this.#limits = config.publish;
    this.#hooks = hooks;
  }

  async createTopics(tables: readonly string[]): Promise<void> {
    await Promise.all(tables.map((table) => this.#createTopic(table)));
  }

  /** Resolves once Pub/Sub has the message; rejects only after abort. */
  publish(batch: Batch): Promise<void> {
    this.#unackedBytes += batch.bytes;
    const done = this.#publishUntilAcked(batch);
    const tracked = done
      .catch(() => undefined)
      .finally(() => {
        this.#unackedBytes -= batch.bytes;
        this.#pending.delete(tracked);
        this.#updatePressure();
      });
    this.#pending.add(tracked);
    this.#updatePressure();
    return done;
  }

  /** Resolves when nothing is in flight. */
  async idle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  /** Resolves when no more is unacknowledged than the limits allow. */
  async belowPressure(): Promise<void> {
    while (this.#pressure) await Promise.race(this.#pending);
  }

  async close(): Promise<void> {
    await this.#pubsub.close();
  }

  async #publishUntilAcked(batch: Batch): Promise<void> {
    const data = Buffer.from(`[${batch.parts.join(',')}]`);
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#topic(batch.table).publishMessage({ data });
        break;
      } catch (error) {
        const { code } = error as { code?: number };
        log('WARNING', 'publishFailed', {
          table: batch.table,
          rows: batch.parts.length,
          attempt,
          error: String(error),
        });
        // One last attempt has been made after the stop was asked; the position stays before this message.
        if (this.#hooks.signal.aborted && attempt > 0) throw error;
        if (code === GRPC_NOT_FOUND) await this.#createTopic(batch.table).catch(() => undefined);
        await pause(backoff(attempt, this.#limits.retryMinMs, this.#limits.retryMaxMs), this.#hooks.signal);
      }
    }
    this.rowsPublished += batch.parts.length;
    this.#hooks.onPublished?.({
      table: batch.table,
      rows: batch.parts.length,
      commitTsMs: batch.commitTsMs,
      publishedMs: Date.now(),
    });
  }

  #updatePressure(): void {
    const { maxUnackedMessages, maxUnackedBytes } = this.#limits;
    const load = Math.max(this.#pending.size / maxUnackedMessages, this.#unackedBytes / maxUnackedBytes);
    // Half-way down before reading resumes, so that it does not flap.
    const high = this.#pressure ? load > 0.5 : load > 1;
    if (high === this.#pressure) return;
    this.#pressure = high;
    this.#hooks.onPressure(high);
  }

  #topic(table: string): Topic {
    let topic = this.#topics.get(table);
    // The batcher has batched already: every message leaves at once.
    if (!topic)
      this.#topics.set(table, (topic = this.#pubsub.topic(changesTopic(table), { batching: { maxMessages: 1 } })));
    return topic;
  }

  async #createTopic(table: string): Promise<void> {
    try {
      await this.#pubsub.createTopic(changesTopic(table));
    } catch (error) {
      if ((error as { code?: number }).code !== GRPC_ALREADY_EXISTS) throw error;
    }
  }
}

/** Exponential, with full jitter in the upper half. */
export function backoff(attempt: number, minMs: number, maxMs: number): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** attempt);
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}
