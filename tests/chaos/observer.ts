import { PubSub, type Message, type Subscription } from '@google-cloud/pubsub';
import { topicsOf } from '@fanfold/changelog/topics';
import { type Envelope, RowSet, envelopeSchema, joinKey, versionOf } from '@fanfold/kit/contract';
import { History } from './history.ts';
import { type TableText, keyText, rowText } from './rows.ts';
import { CHAOS_TABLES, type ChaosTable, TOPICS } from './schema.ts';

const topicOf = topicsOf({ topics: TOPICS });

/** A consumer as the services are: it folds whatever arrives, in the order in which it arrives, with the kit's own row set. */
export class Observer {
  readonly history = new History();
  readonly #pubsub: PubSub;
  readonly #rows = new RowSet(CHAOS_TABLES);
  readonly #subscriptions: Subscription[] = [];
  readonly #listeners = new Set<(envelopes: readonly Envelope[]) => void>();
  messages = 0;
  envelopes = 0;
  failure: Error | null = null;

  private constructor(pubsub: PubSub) {
    this.#pubsub = pubsub;
  }

  /** Subscribes at the emulator itself, past every proxy. */
  static async open(projectId: string, emulatorHost: string): Promise<Observer> {
    const observer = new Observer(new PubSub({ projectId, apiEndpoint: emulatorHost, emulatorMode: true }));
    for (const name of new Set(CHAOS_TABLES.map(topicOf))) {
      const [topic] = await observer.#pubsub.createTopic(name);
      const [subscription] = await topic.createSubscription(`chaos.${name}`);
      subscription.on('message', (message: Message) => observer.#receive(name, message));
      subscription.on('error', (error) => (observer.failure ??= error));
      observer.#subscriptions.push(subscription);
    }
    return observer;
  }

  /** Calls the listener after each message, until the returned function is called. */
  onMessage(listener: (envelopes: readonly Envelope[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  folded(table: ChaosTable): TableText {
    const { entries } = this.#rows.table(table);
    return new Map([...entries].flatMap(([key, { row }]) => (row ? [[key, rowText(row)] as const] : [])));
  }

  async close(): Promise<void> {
    for (const subscription of this.#subscriptions) await subscription.close();
    await this.#pubsub.close();
  }

  #receive(topic: string, message: Message): void {
    message.ack();
    try {
      const envelopes = envelopeSchema.array().parse(JSON.parse(message.data.toString()));
      this.messages++;
      for (const envelope of envelopes) this.#fold(tableOn(topic, envelope), envelope);
      for (const listener of this.#listeners) listener(envelopes);
    } catch (error) {
      this.failure ??= error as Error;
    }
  }

  #fold(table: ChaosTable, envelope: Envelope): void {
    this.envelopes++;
    const version = versionOf(envelope, 0);
    if (envelope.op === 's') {
      const [from, to] = [envelope.keyFrom && joinKey(envelope.keyFrom), envelope.keyTo && joinKey(envelope.keyTo)];
      this.history.range(table, version, from, to);
      this.#rows.apply({ kind: 'range', table, version, from, to, shared: false });
      return;
    }
    const image = envelope.op === 'd' ? envelope.before : envelope.after;
    if (!image || envelope.op === 't')
      throw new Error(`an envelope of ${table} has no image: ${JSON.stringify(envelope)}`);
    const key = keyText(table, image);
    this.history.row(table, key, version, envelope);
    this.#rows.apply({ kind: 'row', table, key, version, row: envelope.op === 'd' ? null : image });
  }
}

function tableOn(topic: string, { source }: Envelope): ChaosTable {
  const table = CHAOS_TABLES.find((name) => name === source.table && topicOf(name) === topic);
  if (!table) throw new Error(`${topic} has an envelope of ${source.table}`);
  return table;
}
