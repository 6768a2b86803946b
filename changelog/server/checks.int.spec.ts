import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import ZongJi, { type AnyBinlogEvent } from '@vlasky/zongji';
import mysql, { type Connection } from 'mysql2';
import type { Connection as PromiseConnection } from 'mysql2/promise';
import { type ConnectorConfig, parseConfig } from '../config.ts';
import type { ConnectorError } from '../errors.ts';
import { checkServer } from './checks.ts';
import { connect, connectionOptions } from './connection.ts';
import { isSince, readServer, type ServerInfo } from './identity.ts';
import { isPositionGone } from './position-gone.ts';
import { isServerIdClash } from './server-id.ts';
import { TestMariaDb } from '../testing/mariadb.ts';

const SERVER_ID = 3_000_000_001;
const id = randomUUID().slice(0, 8);
const database = `checks_${id}`;
const account = `'checks_${id}'@'%'`;

function configOf(mysqlUrl: string, tables: readonly string[] = ['matches']): ConnectorConfig {
  return parseConfig({ mysqlUrl, database, tables, projectId: 'demo-checks' });
}

/** What the checks find; null when nothing is wrong. */
async function find(config: ConnectorConfig, serverId = SERVER_ID): Promise<ConnectorError | null> {
  const connection = await connect(config);
  try {
    const server = await readServer(connection);
    return await checkServer(connection, { config, server, serverId }).then(
      () => null,
      (error: unknown) => error as ConnectorError,
    );
  } finally {
    connection.destroy();
  }
}

describe('the start-up checks on a real server', () => {
  const url = process.env['MYSQL_URL'] ?? '';
  let sql: mysql.Connection;
  let server: ServerInfo;
  let query: (text: string) => Promise<mysql.RowDataPacket[]>;
  let restore: string[];

  before(async () => {
    if (!url) throw new Error('MYSQL_URL is not set');
    sql = mysql.createConnection({ uri: url, multipleStatements: true });
    query = async (text) => (await sql.promise().query<mysql.RowDataPacket[]>(text))[0];
    await query(
      `CREATE DATABASE ${database}; USE ${database}; CREATE TABLE matches (id INT PRIMARY KEY); CREATE TABLE squads (id INT PRIMARY KEY)`,
    );
    const connection = await connect(configOf(url));
    server = await readServer(connection);
    connection.destroy();
  });

  beforeEach(() => {
    restore = [];
  });

  afterEach(async () => {
    for (const text of restore.reverse()) await query(text);
  });

  after(async () => {
    await query(`DROP DATABASE ${database}`);
    sql.destroy();
  });

  async function set(name: string, value: string): Promise<void> {
    const [before] = await query(`SELECT @@GLOBAL.${name} AS value`);
    restore.push(`SET GLOBAL ${name} = '${String(before?.['value'])}'`);
    await query(`SET GLOBAL ${name} = '${value}'`);
  }

  it('pass a server that is set up, also where tables do not exist', async () => {
    assert.equal(await find(configOf(url)), null);
    assert.equal(await find(configOf(url, ['matches', 'missing'])), null);
  });

  it('show all settings that are wrong at once', async () => {
    const hasFormat = !isSince(server, '9.6', null);
    if (hasFormat) await set('binlog_format', 'MIXED');
    await set('binlog_row_image', 'MINIMAL');
    await set('binlog_row_metadata', 'MINIMAL');
    if (server.flavour === 'mysql') {
      await query('SET GLOBAL binlog_transaction_compression = ON, GLOBAL binlog_row_value_options = PARTIAL_JSON');
      restore.push("SET GLOBAL binlog_transaction_compression = OFF, GLOBAL binlog_row_value_options = ''");
    }
    const error = await find(configOf(url));
    assert.equal(error?.code, hasFormat ? 'BINLOG_NOT_ROW' : 'ROW_IMAGE_NOT_FULL');
    const expected = server.flavour === 'mysql' ? ['TRANSACTION_COMPRESSION', 'PARTIAL_JSON'] : ['ROW_IMAGE_NOT_FULL'];
    for (const text of ['ROW_METADATA_NOT_FULL', ...expected]) assert.ok(error?.message.includes(text), text);

    // The SQL of the fix, as it stands, mends it.
    if (server.flavour === 'mysql') {
      for (const name of (error?.fix ?? '').matchAll(/SET PERSIST (\w+)/g))
        restore.push(`RESET PERSIST ${name[1] ?? ''}`);
    }
    await query(error?.fix ?? '');
    assert.equal(await find(configOf(url)), null);
  });

  it('name every missing privilege, with the GRANT that mends it', async () => {
    restore.push(`DROP USER ${account}`);
    await query(`CREATE USER ${account} IDENTIFIED BY 'secret'; GRANT SELECT ON ${database}.squads TO ${account}`);
    const theirs = new URL(url);
    theirs.username = `checks_${id}`;
    theirs.password = 'secret';
    const config = configOf(theirs.href, ['matches', 'squads']);

    const error = await find(config);
    assert.equal(error?.code, 'MISSING_PRIVILEGE');
    assert.match(
      error.message,
      /REPLICATION SLAVE, (REPLICATION CLIENT|BINLOG MONITOR)\b.* ON \*\.\*; SELECT ON `\w+`\.`matches`/,
    );
    assert.ok(!error.message.includes('squads') && !`${error.message}${error.fix ?? ''}`.includes('secret'));
    await query(error.fix ?? '');
    assert.equal(await find(config), null);
  });

  it('find foreign keys that change captured rows beneath the binlog', async () => {
    restore.push('DROP TABLE children, others');
    await query(
      `CREATE TABLE children (id INT PRIMARY KEY, a INT, CONSTRAINT fk_${id} FOREIGN KEY (a) REFERENCES matches (id) ON DELETE SET NULL);
       CREATE TABLE others (id INT PRIMARY KEY, CONSTRAINT fk_other_${id} FOREIGN KEY (id) REFERENCES squads (id) ON DELETE CASCADE)`,
    );
    assert.equal(await find(configOf(url, ['matches', 'squads'])), null);
    const error = await find(configOf(url, ['matches', 'children']));
    const [native] = await query("SHOW GLOBAL VARIABLES LIKE 'innodb_native_foreign_keys'");
    if (native?.['Value'] === 'OFF') return assert.equal(error, null);
    assert.equal(error?.code, 'CASCADING_FOREIGN_KEY');
    assert.match(error.message, new RegExp(`fk_${id}.*children.*ON DELETE SET NULL`));
    await query(error.fix ?? '');
    assert.equal(await find(configOf(url, ['matches', 'children'])), null);
  });

  it('find a server id that the server or a replica has', async () => {
    const [own] = await query('SELECT @@server_id AS id');
    assert.equal((await find(configOf(url), Number(own?.['id'])))?.code, 'SERVER_ID_CLASH');
    const replica = mysql.createConnection({ uri: url });
    try {
      await registerReplica(replica, SERVER_ID);
      assert.equal((await find(configOf(url)))?.code, 'SERVER_ID_CLASH');
    } finally {
      replica.destroy();
    }
  });

  it('recognise what a dump ends with', async () => {
    const logs = await query('SHOW BINARY LOGS');
    const file = String(logs.at(-1)?.['Log_name']);
    const pos = Number(logs.at(-1)?.['File_size']);
    const older = startDump(file, pos);
    await older.ready;
    const newer = startDump(file, pos);
    try {
      assert.ok(isServerIdClash(await older.failed));
    } finally {
      newer.stop();
      older.stop();
    }
    for (const [name, at] of [
      [file.replace(/\d+$/, '999999'), 4],
      [file, 2 ** 31],
    ] as const) {
      const dump = startDump(name, at);
      assert.ok(isPositionGone(await dump.failed), `${name} ${String(at)}`);
      dump.stop();
    }
  });

  function startDump(filename: string, position: number) {
    const zongji = new ZongJi(connectionOptions(configOf(url)));
    const failed = new Promise<unknown>((done) => zongji.on('error', done));
    const ready = once(zongji, 'binlog');
    zongji.start({ serverId: SERVER_ID, filename, position });
    return { failed, ready, stop: () => zongji.stop() };
  }
});

/** As a replica of the server's own kind does before it dumps. */
function registerReplica(connection: Connection, serverId: number): Promise<void> {
  const register = connection as unknown as { _registerSlave(options: object, done: () => void): void };
  return new Promise((done) => register._registerSlave({ serverId, slavePort: 3306 }, done));
}

// With MYSQL_URL nobody needs MariaDB here; what only a server of our own can show is then left out, and said so.
const hasMariaDb = TestMariaDb.isInstalled();
if (!hasMariaDb) process.stdout.write('LEFT OUT: the start-up checks on a private MariaDB, which is not installed.\n');
const ifMariaDb = hasMariaDb ? describe : (): void => undefined;

ifMariaDb('the start-up checks on a private MariaDB', () => {
  const folder = mkdtempSync(resolve(tmpdir(), 'checks-'));
  const mariaDb = new TestMariaDb(folder);
  const config = configOf(mariaDb.url);
  const binlog = ['--log-bin=binlog', '--binlog-format=ROW', '--binlog-row-image=FULL', '--binlog-row-metadata=FULL'];

  before(() => mariaDb.install());

  afterEach(() => mariaDb.stop());

  after(() => rmSync(folder, { recursive: true }));

  it('find filters and a replica that does not log; compressed events are as good as others', async () => {
    const filtered = await mariaDb.start(...binlog, `--binlog-do-db=${database}`);
    await filtered.query(`CREATE DATABASE ${database}; USE ${database}; CREATE TABLE matches (id INT PRIMARY KEY)`);
    assert.equal((await find(config))?.code, 'BINLOG_FILTERED');
    await filtered.query(`DROP DATABASE ${database}`);
    filtered.destroy();
    await mariaDb.stop();
    const sql = await mariaDb.start(...binlog, '--log-bin-compress=ON');
    await sql.query(
      `CREATE DATABASE ${database}; USE ${database}; CREATE TABLE matches (id INT PRIMARY KEY, note TEXT)`,
    );
    assert.equal(await find(config), null);
    await decodeCompressed(config, sql);

    await sql.query("CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = 1");
    const error = await find(config);
    assert.equal(error?.code, 'REPLICA');
    assert.match(error.fix ?? '', /log_slave_updates = ON/);
    await sql.query('RESET SLAVE ALL');
    assert.equal(await find(config), null);
    sql.destroy();
  });

  it('find that there is no binlog', async () => {
    const sql = await mariaDb.start('--skip-log-bin', '--binlog-row-metadata=FULL', '--binlog-format=ROW');
    assert.equal((await find(config))?.code, 'BINLOG_OFF');
    sql.destroy();
  });

  it('take a server for the same when its address changes', async () => {
    const identities = new Set<string>();
    for (const port of ['--port=1', '--port=2']) {
      const sql = await mariaDb.start(...binlog, port);
      identities.add((await readServer(sql)).identity);
      sql.destroy();
      await mariaDb.stop();
    }
    assert.deepEqual([...identities], ['mariadb/1/0']);
  });
});

/** Rows and statements of a server with log_bin_compress arrive as any others. */
async function decodeCompressed(config: ConnectorConfig, sql: PromiseConnection): Promise<void> {
  const table = 'matches';
  const zongji = new ZongJi(connectionOptions(config));
  const seen: string[] = [];
  const done = new Promise<void>((resolve, reject) => {
    zongji.on('error', reject);
    zongji.on('binlog', (event: AnyBinlogEvent) => {
      const name = event.getTypeName();
      if (name === 'Query') seen.push((event as Extract<AnyBinlogEvent, { query: string }>).query);
      if (name.endsWith('Rows')) seen.push(`${name} ${JSON.stringify(event).length > 3000 ? 'long' : 'short'}`);
      if (seen.at(-1)?.startsWith('ALTER')) resolve();
    });
  });
  zongji.start({ serverId: SERVER_ID, startAtEnd: true });
  await once(zongji, 'ready');
  const long = 'x'.repeat(3000);
  await sql.query(
    `INSERT INTO ${table} VALUES (1, '${long}'); UPDATE ${table} SET note = CONCAT(note, 'y'); DELETE FROM ${table};
     ALTER TABLE ${table} COMMENT '${long.slice(0, 1000)}'`,
  );
  try {
    await done;
  } finally {
    zongji.stop();
  }
  const [insert, update, remove, alter] = seen.filter((text) => !/^CREATE/.test(text));
  assert.deepEqual([insert, update, remove], ['WriteRows long', 'UpdateRows long', 'DeleteRows long']);
  assert.ok(alter?.includes(`COMMENT '${long.slice(0, 1000)}'`));
}
