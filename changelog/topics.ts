import { changesTopic } from '@fanfold/kit/contract';
import type { ConnectorConfig } from './config.ts';

/** What Pub/Sub takes as the name of a topic. https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names */
const TOPIC_NAME = /^(?!goog)[A-Za-z][\w.~+%-]{2,254}$/;

export type TopicOf = (table: string) => string;

/** Which topic the changes of a table go to: the configured one, else the one that functions listen to. */
export function topicsOf({ topics }: Pick<ConnectorConfig, 'topics'>): TopicOf {
  const configured = new Map(
    Object.entries(topics).flatMap(([topic, tables]) => tables.map((table) => [table, topic] as const)),
  );
  return (table) => configured.get(table) ?? changesTopic(table);
}

/** The topics of all captured tables, each once. */
export function topicNames(config: ConnectorConfig): string[] {
  const topicOf = topicsOf(config);
  return [...new Set(config.tables.map(({ table }) => topicOf(table)))];
}

export interface TopicProblem {
  topic: string;
  message: string;
}

/** What is wrong with the configured topics. */
export function topicProblems({ topics, tables }: Pick<ConnectorConfig, 'topics' | 'tables'>): TopicProblem[] {
  const problems: TopicProblem[] = [];
  const topicOf = new Map<string, string>();
  for (const [topic, listed] of Object.entries(topics)) {
    const complain = (message: string): void => void problems.push({ topic, message });
    if (!TOPIC_NAME.test(topic))
      complain(
        'Pub/Sub takes no topic of this name: choose 3 to 255 letters, digits and -_.~+%, a letter first, and not "goog"',
      );
    for (const table of listed) {
      const other = topicOf.get(table);
      if (other !== undefined)
        complain(
          `${table} is listed in ${other === topic ? 'it twice' : `${other} too`}: list it once, for a table has one topic`,
        );
      if (!tables.some((captured) => captured.table === table))
        complain(`${table} is not captured: add it to tables, or take it out of here`);
      topicOf.set(table, topic);
    }
  }
  return problems;
}
