import assert from 'node:assert/strict';
import { parseConfig, readConfig } from './config.ts';
import { checkVariables } from './server/server.ts';

const GIVEN = { mysqlUrl: 'mysql://root@127.0.0.1:3306', projectId: 'demo-a', database: 'stats', tables: ['matches'] };

describe('parseConfig', () => {
  it('fills in every default', () => {
    const config = parseConfig(GIVEN);
    assert.equal(config.connectorId, 'main');
    assert.deepEqual(config.batch, { maxDelayMs: 5, maxRows: 500, maxBytes: 1_000_000 });
  });

  it('refuses unknown keys, at any depth, and names them', () => {
    assert.throws(() => parseConfig({ ...GIVEN, tabels: [] }), { code: 'BAD_CONFIG', message: /tabels/ });
    assert.throws(() => parseConfig({ ...GIVEN, batch: { maxDelay: 1 } }), { code: 'BAD_CONFIG', message: /maxDelay/ });
  });

  it('refuses a missing file', () => {
    assert.throws(() => readConfig('no-such-file.json', {}), { code: 'BAD_CONFIG' });
  });
});

describe('checkVariables', () => {
  const good = { log_bin: 'ON', binlog_format: 'ROW', binlog_row_image: 'FULL', binlog_row_metadata: 'FULL' };
  const wrong = [
    [{ log_bin: 'OFF' }, 'BINLOG_OFF'],
    [{ binlog_format: 'MIXED' }, 'BINLOG_NOT_ROW'],
    [{ binlog_row_image: 'MINIMAL' }, 'ROW_IMAGE_NOT_FULL'],
    [{ binlog_row_metadata: 'NO_LOG' }, 'ROW_METADATA_NOT_FULL'],
    [{ binlog_transaction_compression: 'ON' }, 'TRANSACTION_COMPRESSION'],
    [{ binlog_row_value_options: 'PARTIAL_JSON' }, 'PARTIAL_JSON'],
  ] as const;

  it('passes a server that is set up', () => {
    checkVariables(new Map(Object.entries(good)));
  });

  for (const [setting, code] of wrong) {
    it(code, () => {
      assert.throws(
        () => checkVariables(new Map(Object.entries({ ...good, ...setting }))),
        (error: { code: string; fix: string }) => error.code === code && error.fix !== '',
      );
    });
  }
});
