import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Part, startPart, untilReady, workFolder } from '../processes.ts';
import { root } from '@fanfold/tools/root';

/** The tables that scorecards are made of. */
export const LIVE_TABLES = ['matches', 'squads', 'match_events'] as const;

/** All tables that some function takes changes of. */
const CAPTURED_TABLES = [...LIVE_TABLES, 'fans', 'fan_actions'];

export interface ConnectorOptions {
  /** Of the server, without a database. */
  mysqlUrl: string;
  database: string;
  projectId: string;
  /** Where the emulators are. */
  env: Record<string, string>;
  tables?: readonly string[];
  /** Topics of tables that do not go where functions listen. */
  topics?: Readonly<Record<string, readonly string[]>>;
  onLine?: (line: string) => void;
}

export interface RunningConnector {
  part: Part;
  configFile: string;
}

/** Starts the changelog connector as a process of its own. Returns when it streams: what is committed from here on is published. */
export async function startConnector(options: ConnectorOptions): Promise<RunningConnector> {
  const { mysqlUrl, database, projectId, env, tables = CAPTURED_TABLES, topics = {}, onLine } = options;
  mkdirSync(workFolder, { recursive: true });
  const configFile = resolve(workFolder, `connector-${projectId}-${process.pid}.json`);
  writeFileSync(configFile, JSON.stringify({ mysqlUrl, projectId, database, tables, topics }, null, 2));
  let ready = () => {};
  const isReady = new Promise<void>((done) => (ready = done));
  const part = startPart(
    `changelog-${projectId}`,
    process.execPath,
    ['--import', 'tsx', resolve(root, 'changelog/main.ts'), '--config', configFile],
    {
      env: { ...process.env, ...env },
      onLine: (line) => {
        if (line.includes('"event":"ready"')) ready();
        onLine?.(line);
      },
    },
  );
  await untilReady(part, isReady, 60);
  return { part, configFile };
}
