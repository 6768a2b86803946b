import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { RowDataPacket } from 'mysql2/promise';
import { type Bench, openBench } from '../testing/bench.ts';
import { foldRows, published, selected } from '../testing/fold.ts';
import { startRun } from '../testing/run.ts';
import { typeCases } from '../testing/types.ts';

/** The stream brings copies of the rows that the snapshot brings, with ids so much larger. */
const COPIED = 1_000;

describe('types through the whole connector', () => {
  let bench: Bench;

  before(async () => {
    bench = await openBench(['types'], [], { snapshot: { chunkRows: 5 } });
    await bench.sql.query("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
  });
  after(() => bench.close());

  it('are published alike by snapshot and stream, as the table holds them', async () => {
    const [versions] = await bench.sql.query<RowDataPacket[]>('SELECT VERSION() AS version');
    const isMariaDb = String(versions[0]?.['version']).includes('MariaDB');
    const cases = typeCases(isMariaDb, ['utf8mb4', 'latin1', 'utf16', 'gbk']);
    const names = cases.map((_, i) => `c${i}`);
    await bench.sql.query(
      `CREATE TABLE types (id INT PRIMARY KEY, ${cases.map(({ type }, i) => `c${i} ${type}`).join(', ')})`,
    );
    const count = Math.max(...cases.map(({ literals }) => literals.edges.length)) + 1;
    for (let id = 0; id < count; id++) {
      const values = cases.map(({ literals: { edges } }) => edges[id % (edges.length + 1)] ?? 'NULL');
      await bench.sql.query(`INSERT INTO types VALUES (${[id, ...values].join(', ')})`);
    }
    const run = await startRun(bench.config);
    try {
      await bench.sql.query(`INSERT INTO types SELECT id + ${COPIED}, ${names.join(', ')} FROM types`);
      const taken = names.map((name) => `one.${name} = next.${name}`);
      await bench.sql.query(
        `UPDATE types AS one JOIN types AS next ON next.id = one.id + ${COPIED + 1} SET ${taken.join(', ')}`,
      );
      const expected = await selected(bench, 'types');
      await bench.until(() => isDeepStrictEqual(foldRows(published(bench, 'types'), ['id']), expected));
    } finally {
      await run.stop();
    }
    const images = (kind: 'r' | 'c'): Map<unknown, object | null | undefined> =>
      new Map(
        published(bench, 'types').flatMap((change) =>
          change.op === kind ? [[change.after?.['id'], change.after]] : [],
        ),
      );
    const [snapshotted, streamed] = [images('r'), images('c')];
    for (let id = 0; id < count; id++)
      assert.deepEqual({ ...streamed.get(id + COPIED), id }, snapshotted.get(id), `row ${id}`);
  });
});
