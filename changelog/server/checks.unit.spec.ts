import assert from 'node:assert/strict';
import { checkFilters } from './binlog-filters.ts';
import { isCascading, parseForeignKeys } from './foreign-keys.ts';
import { isSince, type ServerInfo } from './identity.ts';
import { isPositionGone } from './position-gone.ts';
import { grantsReplication, privilegeComplaint } from './privileges.ts';
import { checkReplica, type ReplicaState } from './replica.ts';
import { checkServerId, isServerIdClash } from './server-id.ts';

const MYSQL: ServerInfo = { flavour: 'mysql', version: '8.0.36', identity: 'a', started: 0 };
const MARIADB: ServerInfo = { flavour: 'mariadb', version: '10.11.6-MariaDB-log', identity: 'b', started: 0 };

describe('isSince', () => {
  it('compares numbers, of the right flavour', () => {
    assert.ok(isSince(MYSQL, '8.0.22', null));
    assert.ok(!isSince(MYSQL, '8.0.100', null));
    assert.ok(isSince(MARIADB, null, '10.5'));
    assert.ok(!isSince(MARIADB, '8.0', null));
    assert.ok(isSince({ ...MYSQL, version: '26.10.0' }, '9.6', null));
  });
});

describe('checkFilters', () => {
  const filtered = (doDb: string[], ignoreDb: string[]) => checkFilters({ doDb, ignoreDb }, 'stats')?.code;

  it('complains of any filter, for it also drops definitions', () => {
    assert.equal(filtered(['shop'], []), 'BINLOG_FILTERED');
    assert.equal(filtered(['stats'], []), 'BINLOG_FILTERED');
    assert.equal(filtered([], ['shop']), 'BINLOG_FILTERED');
    assert.equal(filtered([], []), undefined);
  });
});

describe('checkReplica', () => {
  const check = (state: ReplicaState, server: ServerInfo, name: string) =>
    checkReplica(state, server, new Map([[name, 'OFF']]));

  it('names the variable and statements of the server', () => {
    assert.equal(
      check('replica', MYSQL, 'log_replica_updates')?.fix[0],
      'SET PERSIST_ONLY log_replica_updates = ON; RESTART;',
    );
    const maria = check('replica', MARIADB, 'log_slave_updates');
    assert.match(maria?.fix[0] ?? '', /log_slave_updates = ON under \[mysqld\]/);
    assert.match(maria?.fix[1] ?? '', /RESET SLAVE ALL/);
  });

  it('passes what is no replica, and leaves what cannot be seen to the privileges', () => {
    assert.equal(check('none', MARIADB, 'log_slave_updates'), null);
    assert.equal(check('unknown', MARIADB, 'log_slave_updates'), null);
  });
});

describe('checkServerId', () => {
  it('complains about the id of the server or of a registered replica', () => {
    assert.match(checkServerId(7, MYSQL, '7', [])?.message ?? '', /the server itself/);
    assert.match(checkServerId(7, MYSQL, '1', [3, 7])?.message ?? '', /another replica/);
    assert.equal(checkServerId(7, MYSQL, '1', [3]), null);
    assert.equal(checkServerId(7, MARIADB, '1', null), null);
  });
});

describe('grantsReplication', () => {
  it('reads what SHOW GRANTS gives', () => {
    assert.ok(grantsReplication('GRANT ALL PRIVILEGES ON *.* TO `root`@`%` WITH GRANT OPTION'));
    assert.ok(grantsReplication('GRANT BINLOG MONITOR, REPLICATION SLAVE ON *.* TO `a`@`%`'));
    assert.ok(grantsReplication('GRANT REPLICATION SLAVE ON *.* TO PUBLIC'));
    assert.ok(!grantsReplication('GRANT REPLICATION SLAVE ADMIN, BINLOG MONITOR ON *.* TO `a`@`%`'));
    assert.ok(!grantsReplication('GRANT ALL PRIVILEGES ON `stats`.* TO `a`@`%`'));
  });
});

describe('privilegeComplaint', () => {
  it('names all that is missing, and grants it to the account itself', () => {
    const { message, fix } = privilegeComplaint("o'neil@10.%", [
      { privilege: 'REPLICATION SLAVE', on: '*.*' },
      { privilege: 'REPLICATION CLIENT', on: '*.*' },
      { privilege: 'SELECT', on: '`stats`.`matches`' },
      { privilege: 'REPLICATION CLIENT', on: '*.*' },
    ]);
    assert.match(message, /lacks REPLICATION SLAVE, REPLICATION CLIENT ON \*\.\*; SELECT ON `stats`\.`matches`\.$/);
    assert.deepEqual(fix, [
      "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'o\\'neil'@'10.%';",
      "GRANT SELECT ON `stats`.`matches` TO 'o\\'neil'@'10.%';",
    ]);
  });
});

describe('parseForeignKeys', () => {
  const keys = parseForeignKeys(`CREATE TABLE \`c\` (
  \`id\` int NOT NULL COMMENT 'CONSTRAINT \`no\` FOREIGN KEY (\`x\`) REFERENCES \`y\` (\`z\`) ON DELETE CASCADE',
  KEY \`a\` (\`p\`),
  CONSTRAINT \`a\` FOREIGN KEY (\`p\`, \`q\`) REFERENCES \`other\`.\`p\` (\`id\`, \`q\`) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT \`b\` FOREIGN KEY (\`p\`) REFERENCES \`p\` (\`id\`) ON DELETE RESTRICT,
  CONSTRAINT "c" FOREIGN KEY ("p") REFERENCES "p" ("id")
) ENGINE=InnoDB`);

  it('finds names, definitions and rules', () => {
    assert.deepEqual(
      keys.map(({ name, rules }) => [name, rules]),
      [
        ['`a`', ' ON DELETE SET NULL ON UPDATE CASCADE'],
        ['`b`', ' ON DELETE RESTRICT'],
        ['"c"', ''],
      ],
    );
    assert.equal(keys[0]?.definition, 'FOREIGN KEY (`p`, `q`) REFERENCES `other`.`p` (`id`, `q`)');
  });

  it('tells which change rows', () => {
    assert.deepEqual(keys.map(isCascading), [true, false, false]);
  });
});

/** As the servers sent them. */
const CLASHES = [
  {
    errno: 1236,
    message: 'A replica with the same server_uuid/server_id as this replica has connected to the source; the first …',
  },
  { errno: 1236, message: 'A slave with the same server_uuid/server_id as this slave has connected to the master; …' },
  { errno: 4052, message: 'A slave with the same server_uuid/server_id is already connected; the first event …' },
];
const GONE = [
  { errno: 1236, message: 'Could not find first log file name in binary log index file' },
  { errno: 1236, message: 'Client requested source to start replication from position > file size' },
  { errno: 1236, message: 'Client requested master to start replication from impossible position; the first event …' },
  {
    errno: 1236,
    message: 'binlog truncated in the middle of event; consider out of disk space on master; the first …',
  },
  { errno: 1236, message: 'Cannot replicate because the source purged required binary logs. Replicate the missing …' },
  { errno: 1236, message: "Replica has more GTIDs than the source has, using the source's SERVER_UUID. This may …" },
  { errno: 1236, message: 'Could not find GTID state requested by slave in any binlog files. Probably the slave …' },
  {
    errno: 1236,
    message: "Error: connecting slave requested to start from GTID 0-1-9, which is not in the master's binlog",
  },
  { errno: 1945, message: 'Requested slave GTID state not found in binlog' },
];
const OTHERS = [
  { errno: 1236, message: 'memory allocation failed reading log event' },
  { errno: 1236, message: 'Binary log is not open' },
  { errno: 1045, message: 'Access denied for user' },
  new Error('Connection lost: could not find first log'),
  undefined,
];

describe('errors of a dump', () => {
  it('tells a clash of server ids', () => {
    for (const error of CLASHES) assert.ok(isServerIdClash(error), error.message);
    for (const error of [...GONE, ...OTHERS]) assert.ok(!isServerIdClash(error));
  });

  it('tells a position that is gone', () => {
    for (const error of GONE) assert.ok(isPositionGone(error), error.message);
    for (const error of [...CLASHES, ...OTHERS]) assert.ok(!isPositionGone(error));
  });
});
