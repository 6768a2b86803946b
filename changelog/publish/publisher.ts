import { setMaxListeners } from 'node:events';
import { PubSub, type Topic } from '@google-cloud/pubsub';
import type { ConnectorConfig } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import { log } from '../log.ts';
import { pause } from '../pause.ts';
import { backoff } from './backoff.ts';
import type { Batch } from './batcher.ts';

const GRPC_NOT_FOUND = 5;
const GRPC_PERMISSION_DENIED = 7;
/** Of a call: who calls here decides whether it is made again. */
const ONE_ATTEMPT = { retry: null, timeout: 20_000 };
const CREATE_TOPIC = 'npm run deploy creates the topics of our tables; create others with gcloud pubsub topics create.';
const SUBSCRIBE =
  'A topic that was created anew has none of the subscriptions of the old one: npm run deploy makes those of our functions.';
/** After the stop; Cloud Run ends a process 10 s after SIGTERM. */
const LAST_ATTEMPTS_MS = 7_000;

export interface PublishedInfo {
  topic: string;
  rows: number;
  /** Commit time of the last row of the message, ms since 1970 (the binlog counts whole seconds). */
  commitTsMs: number;
  /** When Pub/Sub acknowledged the message, ms since 1970. */
  publishedMs: number;
}

export interface PublisherHooks {
  signal: AbortSignal;
  /** Too much is unacknowledged, or no longer. */
  onPressure: (isHigh: boolean) => void;
  onPublished?: ((info: PublishedInfo) => void) | undefined;
}

/**
 * Publishes messages, each until it is acknowledged; only the end of the process gives up. The client's own retries and batches are off: the
 * batcher has batched, and only who retries here knows what was acknowledged.
 */
export class Publisher {
  readonly #pubsub: PubSub;
  readonly #limits: ConnectorConfig['publish'];
  readonly #hooks: PublisherHooks;
  readonly #topics = new Map<string, Topic>();
  /** Topics that went missing, until one of the name is there that somebody subscribes to. */
  readonly #missing = new Set<string>();
  readonly #unacked = new Map<Promise<void>, Batch>();
  /** By ordering key: the last message under way. The next one waits for it, so that no failure can put it behind. */
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #givingUp = new AbortController();
  #unackedBytes = 0;
  #isPressed = false;
  rowsPublished = 0;

  constructor(config: ConnectorConfig, hooks: PublisherHooks) {
    this.#pubsub = new PubSub({ projectId: config.projectId });
    this.#limits = config.publish;
    this.#hooks = hooks;
    // Every message under way listens.
    setMaxListeners(0, this.#givingUp.signal);
    const giveUp = (): void => void setTimeout(() => this.#givingUp.abort(), LAST_ATTEMPTS_MS).unref();
    if (hooks.signal.aborted) giveUp();
    else hooks.signal.addEventListener('abort', giveUp, { once: true });
  }

  /**
   * Topics are made by a deployment; who publishes makes none. An account that may not look is not told here, but by its first message.
   *
   * @throws ConnectorError TOPIC_MISSING
   */
  async assertTopics(topics: readonly string[]): Promise<void> {
    await Promise.all(topics.map((topic) => this.#assertTopic(topic)));
  }

  /** Commit time of the oldest change that Pub/Sub has not acknowledged; null: none. */
  get oldestUnackedMs(): number | null {
    const times = [...this.#unacked.values()].map(({ commitTsMs }) => commitTsMs);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Resolves once Pub/Sub has the message; rejects only after the stop. */
  publish(batch: Batch): Promise<void> {
    this.#unackedBytes += batch.data.length;
    const done = batch.orderingKey === null ? this.#publishUntilAcked(batch) : this.#publishInLane(batch);
    const settled = done
      .catch(() => undefined)
      .finally(() => {
        this.#unackedBytes -= batch.data.length;
        this.#unacked.delete(settled);
        this.#updatePressure();
      });
    this.#unacked.set(settled, batch);
    this.#updatePressure();
    return done;
  }

  /** Resolves when nothing is in flight. */
  async idle(): Promise<void> {
    while (this.#unacked.size > 0) await Promise.all(this.#unacked.keys());
  }

  /** Resolves when no more is unacknowledged than the limits allow. */
  async belowPressure(): Promise<void> {
    while (this.#isPressed) await Promise.race(this.#unacked.keys());
  }

  async close(): Promise<void> {
    await this.#pubsub.close();
  }

  async #publishInLane(batch: Batch): Promise<void> {
    const lane = batch.orderingKey ?? '';
    const before = this.#lanes.get(lane);
    const done = before ? before.then(() => this.#publishUntilAcked(batch)) : this.#publishUntilAcked(batch);
    this.#lanes.set(lane, done);
    try {
      await done;
    } finally {
      if (this.#lanes.get(lane) === done) this.#lanes.delete(lane);
    }
  }

  async #publishUntilAcked(batch: Batch): Promise<void> {
    const { topic: name, rows, data, orderingKey } = batch;
    const topic = this.#topic(name);
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#unlessGivenUp(async () => {
          if (this.#missing.has(name)) await this.#assertSubscribed(name);
          await topic.publishMessage(orderingKey === null ? { data } : { data, orderingKey });
        });
        break;
      } catch (error) {
        const isMissing = codeOf(error) === GRPC_NOT_FOUND;
        if (isMissing) this.#missing.add(name);
        const fix = isMissing ? { fix: CREATE_TOPIC } : error instanceof ConnectorError ? { fix: error.fix } : {};
        log('WARNING', 'publishFailed', { topic: name, rows, attempt, error: String(error), ...fix });
        if (this.#givingUp.signal.aborted) throw error;
        await pause(backoff(attempt, this.#limits.retryMinMs, this.#limits.retryMaxMs), this.#givingUp.signal);
        // A key that has failed takes no message before.
        if (orderingKey !== null) topic.resumePublishing(orderingKey);
      }
    }
    batch.release();
    this.rowsPublished += rows;
    this.#hooks.onPublished?.({ topic: name, rows, commitTsMs: batch.commitTsMs, publishedMs: Date.now() });
  }

  async #unlessGivenUp(attempt: () => Promise<unknown>): Promise<void> {
    const { signal } = this.#givingUp;
    signal.throwIfAborted();
    const answer = attempt();
    // After giving up nobody waits for it.
    answer.catch(() => undefined);
    let giveUp = (): void => undefined;
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = () => reject(new Error('stopped before Pub/Sub answered'));
      signal.addEventListener('abort', giveUp);
    });
    try {
      await Promise.race([answer, givenUp]);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  #updatePressure(): void {
    const { maxUnackedMessages, maxUnackedBytes } = this.#limits;
    const load = Math.max(this.#unacked.size / maxUnackedMessages, this.#unackedBytes / maxUnackedBytes);
    // Half-way down before reading resumes, so that it does not flap.
    const isHigh = this.#isPressed ? load > 0.5 : load > 1;
    if (isHigh === this.#isPressed) return;
    this.#isPressed = isHigh;
    this.#hooks.onPressure(isHigh);
  }

  #topic(name: string): Topic {
    let topic = this.#topics.get(name);
    if (!topic) {
      topic = this.#pubsub.topic(name, {
        batching: { maxMessages: 1 },
        messageOrdering: true,
        gaxOpts: ONE_ATTEMPT,
      });
      this.#topics.set(name, topic);
    }
    return topic;
  }

  /**
   * What a topic without subscriptions takes is lost, and a new topic of an old name has none. An account that may not look publishes.
   *
   * @throws ConnectorError TOPIC_UNSUBSCRIBED
   */
  async #assertSubscribed(topic: string): Promise<void> {
    try {
      const options = { pageSize: 1, autoPaginate: false, gaxOpts: ONE_ATTEMPT };
      const [subscriptions] = await this.#pubsub.topic(topic).getSubscriptions(options);
      if (subscriptions.length === 0)
        throw new ConnectorError('TOPIC_UNSUBSCRIBED', `Nobody subscribes to the topic ${topic}.`, SUBSCRIBE);
    } catch (error) {
      if (codeOf(error) !== GRPC_PERMISSION_DENIED) throw error;
    }
    this.#missing.delete(topic);
  }

  async #assertTopic(topic: string): Promise<void> {
    try {
      await this.#pubsub.topic(topic).getMetadata(ONE_ATTEMPT);
    } catch (error) {
      const code = codeOf(error);
      if (code === GRPC_NOT_FOUND)
        throw new ConnectorError('TOPIC_MISSING', `There is no topic ${topic}.`, CREATE_TOPIC, { cause: error });
      if (code !== GRPC_PERMISSION_DENIED) throw error;
    }
  }
}

function codeOf(error: unknown): number | undefined {
  return (error as { code?: number }).code;
}
