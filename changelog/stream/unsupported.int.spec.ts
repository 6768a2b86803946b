import assert from 'node:assert/strict';
import { startRun } from '../testing/run.ts';
import { type Bench, openBench } from '../testing/bench.ts';

const KEY = 'VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin';

describe('what would lose or corrupt rows stops the connector', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await openBench(
      ['items', { table: 'log', appendOnly: true }],
      [
        `CREATE TABLE items (id ${KEY} PRIMARY KEY, n INT)`,
        'CREATE TABLE log (n INT)',
        `CREATE TABLE others (id ${KEY} PRIMARY KEY, n INT)`,
      ],
    );
  });

  afterEach(() => bench.close());

  const cases: [string, string, RegExp][] = [
    ['TRUNCATE', 'TRUNCATE TABLE items', /truncated/],
    [
      'rows of an XA transaction',
      "XA START 'a'; INSERT INTO items VALUES ('a', 1); XA END 'a'; XA PREPARE 'a'; XA ROLLBACK 'a'",
      /XA transaction/,
    ],
    [
      'rows without all columns',
      "INSERT INTO items VALUES ('a', 1); SET SESSION binlog_row_image = 'MINIMAL'; UPDATE items SET n = 2; SET SESSION binlog_row_image = 'FULL'",
      /binlog_row_image/,
    ],
    [
      'a statement that changes rows',
      "SET SESSION binlog_format = 'STATEMENT'; INSERT INTO items VALUES ('a', 1); SET SESSION binlog_format = 'ROW'",
      /binlog_format/,
    ],
    ['an update of an append-only table', 'INSERT INTO log VALUES (1); UPDATE log SET n = 2', /append-only/],
  ];
  for (const [what, sql, message] of cases) {
    it(what, async () => {
      const run = await startRun(bench.config);
      await bench.sql.query(sql);
      await assert.rejects(run.ended, { code: 'UNSUPPORTED_EVENT', message });
    });
  }

  it('but not where it concerns no captured table', async () => {
    const run = await startRun(bench.config);
    for (const [, sql] of cases) {
      await bench.sql.query(
        sql.replace(/\bitems\b|UPDATE log/g, (name) => (name === 'items' ? 'others' : 'UPDATE others')),
      );
      await bench.sql.query('DELETE FROM others');
    }
    await bench.sql.query("INSERT INTO items VALUES ('last', 1)");
    await bench.until(() =>
      bench.messages.some(({ envelopes }) =>
        envelopes.some(({ op, source }) => op === 'c' && source.table === 'items'),
      ),
    );
    await run.stop();
  });
});
