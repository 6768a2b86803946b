import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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

  it('takes a table by its name, or with what is special about it', () => {
    const { tables } = parseConfig({ ...GIVEN, tables: ['a', { table: 'b', key: ['x'], exclude: ['y'] }] });
    assert.deepEqual(tables, [{ table: 'a' }, { table: 'b', key: ['x'], exclude: ['y'] }]);
  });

  const wrong: [Record<string, unknown>, RegExp][] = [
    [{ tables: ['a', 'a'] }, /listed twice/],
    [{ tables: [{ table: 'a', key: ['x'], appendOnly: true }] }, /has a key or is append-only/],
    [{ tables: [{ table: 'a', key: ['x'], exclude: ['x'] }] }, /x is needed/],
    [{ tables: [{ table: 'a', orderBy: 'x', hash: ['x'] }], hashKey: 'sixteen characters' }, /x is needed/],
    [{ tables: [{ table: 'a', hash: ['x'] }] }, /CHANGELOG_HASH_KEY/],
    [
      { topics: { 'changes.a': ['matches', 'squads'] } },
      /topics\.changes\.a: squads is not captured: add it to tables/,
    ],
    [{ topics: { aa1: ['matches'], aa2: ['matches'] } }, /topics\.aa2: matches is listed in aa1 too: list it once/],
    [{ topics: { aa1: ['matches', 'matches'] } }, /topics\.aa1: matches is listed in it twice/],
    [{ topics: { aa1: [] } }, /topics\.aa1/],
    ...['a', 'aa/b', '1aa', 'google', 'a'.repeat(256)].map((topic): [Record<string, unknown>, RegExp] => [
      { topics: { [topic]: ['matches'] } },
      /no topic of this name: choose/,
    ]),
    [{ tables: [] }, /tables/],
    [{ mysqlUrl: 'postgres://a' }, /mysqlUrl/],
    [{ leaseMs: 10 }, /leaseMs/],
    [{ leaseMs: 1_000, savePositionMs: 500 }, /savePositionMs/],
  ];
  for (const [change, message] of wrong)
    it(`refuses ${JSON.stringify(change)}`, () => {
      assert.throws(() => parseConfig({ ...GIVEN, ...change }), { code: 'BAD_CONFIG', message });
    });

  it('takes secrets from the environment', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'config-'));
    const file = path.join(folder, 'connector.json');
    const { mysqlUrl, ...rest } = GIVEN;
    writeFileSync(file, JSON.stringify({ ...rest, tables: [{ table: 'a', hash: ['x'] }] }));
    const config = readConfig(file, { MYSQL_URL: mysqlUrl, CHANGELOG_HASH_KEY: 'sixteen characters' });
    rmSync(folder, { recursive: true });
    assert.deepEqual([config.mysqlUrl, config.hashKey], [mysqlUrl, 'sixteen characters']);
  });

  it('refuses a missing file', () => {
    assert.throws(() => readConfig('no-such-file.json', {}), { code: 'BAD_CONFIG' });
  });
});
