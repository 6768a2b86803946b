import assert from 'node:assert/strict';
import { errorOf } from './complaints.ts';
import type { ServerInfo } from './identity.ts';
import { checkVariables } from './settings.ts';

const MYSQL: ServerInfo = { flavour: 'mysql', version: '8.0.36', identity: 'a', started: 0 };
const MARIADB: ServerInfo = { flavour: 'mariadb', version: '10.11.6-MariaDB-log', identity: 'b', started: 0 };
const GOOD = { log_bin: 'ON', binlog_format: 'ROW', binlog_row_image: 'FULL', binlog_row_metadata: 'FULL' };

function check(settings: Record<string, string>, server = MYSQL) {
  return checkVariables(new Map(Object.entries({ ...GOOD, ...settings })), server);
}

describe('checkVariables', () => {
  const wrong = [
    [{ log_bin: 'OFF' }, 'BINLOG_OFF', 'Put log_bin = binlog and server_id = 1 under [mysqld] in my.cnf'],
    [{ binlog_format: 'MIXED' }, 'BINLOG_NOT_ROW', "SET PERSIST binlog_format = 'ROW';"],
    [{ binlog_row_image: 'MINIMAL' }, 'ROW_IMAGE_NOT_FULL', "SET PERSIST binlog_row_image = 'FULL';"],
    [{ binlog_row_metadata: 'NO_LOG' }, 'ROW_METADATA_NOT_FULL', "SET PERSIST binlog_row_metadata = 'FULL';"],
    [
      { binlog_transaction_compression: 'ON' },
      'TRANSACTION_COMPRESSION',
      'SET PERSIST binlog_transaction_compression = OFF;',
    ],
    [{ binlog_row_value_options: 'PARTIAL_JSON' }, 'PARTIAL_JSON', "SET PERSIST binlog_row_value_options = '';"],
  ] as const;

  it('passes a server that is set up, with and without a binlog_format', () => {
    assert.deepEqual(check({}), []);
    const { binlog_format: _, ...without } = GOOD;
    assert.deepEqual(checkVariables(new Map(Object.entries(without)), MYSQL), []);
  });

  for (const [settings, code, fix] of wrong) {
    it(code, () => {
      const [complaint, ...others] = check(settings);
      assert.equal(complaint?.code, code);
      assert.ok(complaint.fix[0]?.startsWith(fix), complaint.fix[0]);
      assert.deepEqual(others, []);
    });
  }

  it('gives MariaDB what it understands', () => {
    const [complaint] = check({ binlog_row_image: 'FULL_NODUP' }, MARIADB);
    assert.equal(
      complaint?.fix[0],
      "SET GLOBAL binlog_row_image = 'FULL'; -- and in my.cnf, under [mysqld]: binlog_row_image = FULL",
    );
  });

  it('says of a server without binlog_row_metadata that it is too old', () => {
    const { binlog_row_metadata: _, ...without } = GOOD;
    const [complaint] = checkVariables(new Map(Object.entries(without)), { ...MYSQL, version: '5.7.44-log' });
    assert.equal(complaint?.code, 'ROW_METADATA_NOT_FULL');
    assert.match(complaint.message, /5\.7\.44.*too old/);
  });
});

describe('errorOf', () => {
  it('shows all complaints at once: the first code, every message, each line of SQL once', () => {
    const [first, ...others] = check({ binlog_format: 'MIXED', binlog_row_image: 'MINIMAL' });
    assert.ok(first);
    const error = errorOf([first, ...others]);
    assert.equal(error.code, 'BINLOG_NOT_ROW');
    assert.match(error.message, /^binlog_format is MIXED.* ROW_IMAGE_NOT_FULL: binlog_row_image is MINIMAL/);
    assert.deepEqual(error.fix?.split('\n'), [
      "SET PERSIST binlog_format = 'ROW';",
      "SET PERSIST binlog_row_image = 'FULL';",
      '-- Sessions keep the value that they began with: let the writers reconnect.',
      '-- Cloud SQL, RDS: set the database flag or parameter of that name instead.',
    ]);
  });
});
