import assert from 'node:assert/strict';
import { parseConfig, readConfig } from './config.ts';

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
