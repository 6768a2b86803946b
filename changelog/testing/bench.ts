import { randomUUID } from 'node:crypto';
import { PubSub, type Message, type Subscription } from '@google-cloud/pubsub';
import mysql from 'mysql2/promise';
import { type Envelope, envelopeSchema } from '@fanfold/kit/contract';
import { type ConnectorConfig, parseConfig, type TableConfig } from '../config.ts';
import { topicNames } from '../topics.ts';

/** One test's own database, project and subscriptions; everything published is collected. */
export interface Bench {
  config: ConnectorConfig;
  sql: mysql.Connection;
  messages: {
    topic: string;
    envelopes: Envelope[];
    bytes: number;
    receivedMs: number;
    orderingKey: string | undefined;
  }[];
  /** Resolves when the condition holds, checked at every message. */
  until: (condition: () => boolean) => Promise<void>;
  /** Of all tables. */
  createTopics: () => Promise<void>;
  /** To all topics: what is published from now on is in `messages`. */
  subscribe: () => Promise<void>;
  deleteTopics: () => Promise<void>;
  close: () => Promise<void>;
}

export async function openBench(
  tables: readonly (string | TableConfig)[],
  ddl: readonly string[],
  overrides: Record<string, unknown> = {},
): Promise<Bench> {
  const mysqlUrl = process.env['MYSQL_URL'];
  if (!mysqlUrl) throw new Error('MYSQL_URL is not set');
  const id = randomUUID().slice(0, 8);
  const database = `changelog_${id}`;
  const sql = await mysql.createConnection({ uri: mysqlUrl, multipleStatements: true, timezone: 'Z' });
  await sql.query(`CREATE DATABASE ${database}; USE ${database}; SET time_zone = '+00:00'`);
  for (const statement of ddl) await sql.query(statement);
  const config = parseConfig({
    mysqlUrl,
    database,
    tables,
    projectId: `demo-changelog-${id}`,
    savePositionMs: 200,
    leaseMs: 1_000,
    ...overrides,
  });
  const pubsub = new PubSub({ projectId: config.projectId });
  const messages: Bench['messages'] = [];
  const waiting = new Set<() => void>();
  const subscriptions: Subscription[] = [];
  const createTopics = async (): Promise<void> => {
    for (const name of topicNames(config)) await pubsub.createTopic(name);
  };
  const subscribe = async (): Promise<void> => {
    for (const name of topicNames(config)) {
      const [subscription] = await pubsub
        .topic(name)
        .createSubscription(`test.${name}`, { enableMessageOrdering: true });
      subscriptions.push(subscription);
      subscription.on('message', (message: Message) => {
        messages.push({
          topic: name,
          envelopes: envelopeSchema.array().parse(JSON.parse(message.data.toString())),
          bytes: message.data.length,
          receivedMs: Date.now(),
          orderingKey: message.orderingKey,
        });
        message.ack();
        for (const check of waiting) check();
      });
    }
  };
  await createTopics();
  await subscribe();
  return {
    config,
    sql,
    messages,
    until: async (condition) => {
      await new Promise<void>((resolve, reject) => {
        const check = (): void => {
          try {
            if (!condition()) return;
            resolve();
          } catch (error) {
            reject(error as Error);
          }
          waiting.delete(check);
        };
        waiting.add(check);
        check();
      });
    },
    createTopics,
    subscribe,
    deleteTopics: async () => {
      for (const subscription of subscriptions.splice(0)) {
        await subscription.close();
        await subscription.delete();
      }
      for (const name of topicNames(config)) await pubsub.topic(name).delete();
    },
    close: async () => {
      await pubsub.close();
      await sql.query(`DROP DATABASE ${database}`);
      await sql.end();
    },
  };
}
