import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import mysql from 'mysql2/promise';

const MARIADBD = process.env['FANFOLD_MARIADBD'] ?? 'mariadbd';
const INSTALL_DB = process.env['FANFOLD_MARIADB_INSTALL_DB'] ?? 'mariadb-install-db';
const AS_ROOT = process.getuid?.() === 0 ? ['--user=root'] : [];

/** A server that listens on a socket alone, for settings that only a start can change. */
export class TestMariaDb {
  readonly #dataDir: string;
  #server: ChildProcess | null = null;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  static isInstalled(): boolean {
    return spawnSync(MARIADBD, ['--version']).status === 0;
  }

  get url(): string {
    return `mysql://root@localhost/?socketPath=${this.#socket}`;
  }

  get #socket(): string {
    return resolve(this.#dataDir, 'mysql.sock');
  }

  install(): void {
    const args = ['--no-defaults', ...AS_ROOT, '--auth-root-authentication-method=normal', '--skip-test-db'];
    const { status, stderr } = spawnSync(INSTALL_DB, [...args, `--datadir=${this.#dataDir}`], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${INSTALL_DB} failed: ${stderr}`);
  }

  async start(...settings: string[]): Promise<mysql.Connection> {
    const socket = this.#socket;
    const places = [`--datadir=${this.#dataDir}`, `--socket=${socket}`, '--skip-networking'];
    const server = spawn(MARIADBD, ['--no-defaults', ...AS_ROOT, ...places, ...settings], { stdio: 'ignore' });
    process.once('exit', () => server.kill('SIGKILL'));
    this.#server = server;
    while (server.exitCode === null) {
      const options = { socketPath: socket, user: 'root', multipleStatements: true };
      const connection = await mysql.createConnection(options).catch(() => null);
      if (connection) return connection;
      await pause(50);
    }
    throw new Error(`${MARIADBD} ended with ${String(server.exitCode)}`);
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server?.exitCode !== null) return;
    server.kill();
    await once(server, 'exit');
  }
}
