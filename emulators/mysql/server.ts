import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Connection, createConnection } from 'mysql2/promise';
import { type Part, startPart, untilReady } from '../processes.ts';

export interface MysqlServer {
  url: string;
  part: Part;
  stop(): Promise<void>;
}

/** A private MariaDB with a row-based binlog, as the connector needs it; `args` come last, and so win. Creates `dataDir` at the first start. */
export async function startMysql({
  dataDir,
  port,
  args = [],
}: {
  dataDir: string;
  port: number;
  args?: readonly string[];
}): Promise<MysqlServer> {
  const server = process.env['FANFOLD_MARIADBD'] ?? 'mariadbd';
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  if (!existsSync(resolve(dataDir, 'mysql'))) initialise(dataDir, asRoot);
  const part = startPart(`mysql-${port}`, server, [
    '--no-defaults',
    ...asRoot,
    `--datadir=${dataDir}`,
    `--socket=${resolve(dataDir, 'mysql.sock')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--log-bin=binlog',
    '--binlog-format=ROW',
    '--binlog-row-image=FULL',
    '--binlog-row-metadata=FULL',
    '--server-id=1',
    '--default-time-zone=+00:00',
    ...args,
  ]);
  const url = `mysql://root@127.0.0.1:${port}`;
  await untilReady(part, answers(url, part), 60);
  return { url, part, stop: () => part.stop() };
}

/** Creates the database when it is missing, and the tables of `schema.sql`. */
export async function applySchema(url: string, database: string): Promise<void> {
  const schema = readFileSync(fileURLToPath(new URL('schema.sql', import.meta.url)), 'utf8');
  const connection = await createConnection({ uri: url, multipleStatements: true });
  try {
    await connection.query('CREATE DATABASE IF NOT EXISTS ?? CHARACTER SET utf8mb4', [database]);
    await connection.query('USE ??', [database]);
    await connection.query(schema);
  } finally {
    await connection.end();
  }
}

function initialise(dataDir: string, asRoot: string[]): void {
  mkdirSync(dataDir, { recursive: true });
  const install = process.env['FANFOLD_MARIADB_INSTALL_DB'] ?? 'mariadb-install-db';
  const args = [
    '--no-defaults',
    `--datadir=${dataDir}`,
    ...asRoot,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ];
  const { status, stdout, stderr, error } = spawnSync(install, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${install} failed: ${error?.message ?? `${stdout}${stderr}`}`);
}

async function answers(url: string, { child }: Part): Promise<void> {
  while (child.exitCode === null) {
    const connection: Connection | undefined = await createConnection({ uri: url }).catch(() => undefined);
    if (connection) return connection.end();
    await new Promise((again) => setTimeout(again, 50));
  }
}
