import { cp, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type MysqlServer, startMysql } from '@fanfold/emulators/mysql/server';
import { freePort } from '@fanfold/emulators/ports';
import type { Address } from './proxy.ts';

/** Small and quick. What is committed outlives the process, not the machine: nobody pulls its plug. */
const ARGS = [
  '--skip-name-resolve',
  '--innodb-log-file-size=8M',
  '--innodb-buffer-pool-size=32M',
  '--innodb-flush-log-at-trx-commit=2',
  '--sync-binlog=0',
  '--innodb-fast-shutdown=2',
  // The threads of simulated I/O stop with the process, so a frozen server's files stand still.
  '--innodb-use-native-aio=0',
  '--innodb-buffer-pool-dump-at-shutdown=0',
  '--innodb-buffer-pool-load-at-startup=0',
  '--performance-schema=off',
];

/** The database that the connector follows. */
export interface Database {
  /** Of the server that is in charge now. */
  readonly url: string;
  readonly address: Address;
  /** Null where the process is not ours to stop. */
  readonly own: OwnServers | null;
}

/** A server and its data folder. */
interface Place {
  dataDir: string;
  port: number;
  serverId: number;
}

/** Servers of which one is in charge, with all that can happen to a server's process and data. */
export class OwnServers implements Database {
  readonly own = this;
  readonly #folder: string;
  #serverId = 1;
  #place: Place;
  #server: MysqlServer | null = null;
  #former: Place | null = null;

  private constructor(folder: string, place: Place) {
    this.#folder = folder;
    this.#place = place;
  }

  /** Everything is kept in this folder. */
  static async open(folder: string): Promise<OwnServers> {
    const servers = new OwnServers(folder, {
      dataDir: resolve(folder, 'mysql-1'),
      port: await freePort(),
      serverId: 1,
    });
    await servers.start();
    return servers;
  }

  get url(): string {
    return `mysql://root@127.0.0.1:${this.#place.port}`;
  }

  get address(): Address {
    return { host: '127.0.0.1', port: this.#place.port };
  }

  async start(): Promise<void> {
    const { dataDir, port, serverId } = this.#place;
    this.#server = await startMysql({ dataDir, port, args: [...ARGS, `--server-id=${serverId}`] });
  }

  /** Without a goodbye. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.part.child.kill('SIGKILL');
    await server?.stop();
  }

  async shutDown(): Promise<void> {
    await this.#server?.stop();
    this.#server = null;
  }

  /** The server stands still, as one on a machine that swaps. */
  freeze(isFrozen: boolean): void {
    this.#server?.part.child.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  /** Copies the data folder as it is at this moment, in the midst of writes: a server that starts on it recovers as after a crash. */
  async backUp(): Promise<void> {
    await rm(this.#backup, { recursive: true, force: true });
    this.freeze(true);
    try {
      await copyFolder(this.#place.dataDir, this.#backup);
    } finally {
      this.freeze(false);
    }
  }

  /** The same server with the data of the last backup. */
  async restore(): Promise<void> {
    await this.kill();
    await rm(this.#place.dataDir, { recursive: true });
    await copyFolder(this.#backup, this.#place.dataDir);
    await this.start();
  }

  /** Another server takes over with the data of the last backup; the old one ends with all that it has more. */
  async failOver(): Promise<void> {
    const serverId = ++this.#serverId;
    const place = { dataDir: resolve(this.#folder, `mysql-${serverId}`), port: await freePort(), serverId };
    await copyFolder(this.#backup, place.dataDir);
    await this.kill();
    if (this.#former) await rm(this.#former.dataDir, { recursive: true });
    this.#former = this.#place;
    this.#place = place;
    await this.start();
  }

  /** The server from before the last failover is in charge again, as if nothing had been written since. */
  async failBack(): Promise<void> {
    if (!this.#former) {
      await this.backUp();
      return this.failOver();
    }
    await this.kill();
    [this.#place, this.#former] = [this.#former, this.#place];
    await this.start();
  }

  get #backup(): string {
    return resolve(this.#folder, 'backup');
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  // A socket cannot be copied.
  await cp(from, to, { recursive: true, filter: (file) => !/\.(sock|pid)$/.test(file) });
}

/** MYSQL_URL: its process and data folder are somebody else's. */
export class GivenServer implements Database {
  readonly own = null;
  readonly url: string;
  readonly address: Address;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.url = url;
    this.address = { host: hostname, port: Number(port || 3306) };
  }
}
