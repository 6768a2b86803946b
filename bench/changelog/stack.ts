import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ConnectorConfigInput } from '@fanfold/changelog/config';
import { workFolder } from '@fanfold/emulators/processes';
import { startConstellation } from '@fanfold/emulators/stack/constellation';
import { changesTopic } from '@fanfold/kit/contract';
import { type Connection, createConnection } from 'mysql2/promise';
import { createTables } from './backlog.ts';

const NAME = 'bench-changelog';
const DATABASE = 'fanfold_bench_changelog';
/** Of each case its own: rows of one are not in the way of another. */
export const TABLES = { single: 'single_events', backlog: 'backlog_events', million: 'million_events' } as const;

export interface ChangelogStack {
  connect: () => Promise<Connection>;
  /** A connector of one table, and its topic, in a project of its own: no topic, message or position of another run is there. */
  newConfig: (table: string) => Promise<ConnectorConfigInput>;
  /** The emulator forgets what was published. */
  deleteTopic: (config: ConnectorConfigInput, table: string) => Promise<void>;
  stop: () => Promise<void>;
}

/** MySQL and the emulators of Firestore and Pub/Sub; nobody subscribes to the topics. */
export async function startChangelogStack(): Promise<ChangelogStack> {
  const { mysqlUrl, env, stop } = await startConstellation({
    name: NAME,
    projectId: `demo-fanfold-${NAME}`,
    emulators: ['firestore', 'pubsub'],
  });
  Object.assign(process.env, env);
  const connect = () => createConnection({ uri: `${mysqlUrl}/${DATABASE}` });
  const onServer = async (...statements: string[]) => {
    const connection = await createConnection({ uri: mysqlUrl });
    for (const statement of statements) await connection.query(statement);
    await connection.end();
  };
  try {
    await onServer(`DROP DATABASE IF EXISTS ${DATABASE}`, `CREATE DATABASE ${DATABASE} CHARACTER SET utf8mb4`);
    const connection = await connect();
    await createTables(connection, Object.values(TABLES));
    await connection.end();
  } catch (error) {
    await stop();
    throw error;
  }
  const onTopic = async (method: 'PUT' | 'DELETE', projectId: string, table: string) => {
    const url = `http://${env['PUBSUB_EMULATOR_HOST']}/v1/projects/${projectId}/topics/${changesTopic(table)}`;
    const { ok, status } = await fetch(url, { method });
    if (!ok) throw new Error(`${method} of the topic of ${table} was answered with ${status}`);
  };
  let runs = 0;
  return {
    connect,
    newConfig: async (table) => {
      const projectId = `demo-fanfold-${NAME}-${++runs}`;
      await onTopic('PUT', projectId, table);
      return { mysqlUrl, database: DATABASE, tables: [table], projectId };
    },
    deleteTopic: ({ projectId }, table) => onTopic('DELETE', projectId, table),
    stop: async () => {
      await onServer(`DROP DATABASE IF EXISTS ${DATABASE}`);
      await stop();
      // Gigabytes of binlog, where the server is ours.
      if (!process.env['MYSQL_URL']) await rm(resolve(workFolder, `${NAME}-mysql`), { recursive: true });
    },
  };
}
