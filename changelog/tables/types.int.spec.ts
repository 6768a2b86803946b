import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RowDataPacket } from 'mysql2/promise';
import { readTables, type TableInfo } from './tables.ts';
import { type TypeCase, typeCases } from '../testing/types.ts';
import { read, Wire } from '../testing/wire.ts';

/** `TYPES_CASES=1000 TYPES_SEED=2 npm run test:int` runs more tables, or others. */
const CASES = Number(process.env['TYPES_CASES'] ?? 100);
const SEED = Number(process.env['TYPES_SEED'] ?? 1);

interface Plan {
  cases: TypeCase[];
  /** Literals of each row, by column; the second of each is what it is updated to. */
  rows: [string[], string[]][];
}

describe('types: the binlog, a SELECT and the server say the same', () => {
  let wire: Wire;
  let tables = 0;

  before(async () => {
    wire = await Wire.open();
    // Zero dates, impossible dates, invalid members and cut texts are to get in.
    await wire.sql.query("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
  });
  after(() => wire.close());

  it('of random tables', async () => {
    const cases = typeCases(wire.isMariaDb, await charsetsOf(wire));
    await fc.assert(
      fc.asyncProperty(plans(cases), (plan) => compare(wire, `t${++tables}`, plan)),
      { seed: SEED, numRuns: CASES, endOnFailure: false },
    );
  });

  it('of each type', async () => {
    for (const [i, type] of typeCases(wire.isMariaDb, await charsetsOf(wire)).entries()) {
      const literals = [...type.literals.edges, ...fc.sample(type.literals.any, { seed: SEED, numRuns: 30 })];
      const rows = literals.map((literal, j): Plan['rows'][number] => [[literal], [literals.at(-j) ?? 'NULL']]);
      await compare(wire, `each${i}`, { cases: [type], rows });
    }
  });
});

async function charsetsOf(wire: Wire): Promise<string[]> {
  const [rows] = await wire.sql.query<RowDataPacket[]>(
    "SELECT CHARACTER_SET_NAME AS name FROM information_schema.CHARACTER_SETS WHERE CHARACTER_SET_NAME <> 'binary' ORDER BY 1",
  );
  return rows.map((row) => String(row['name']));
}

function plans(cases: readonly TypeCase[]): fc.Arbitrary<Plan> {
  return fc
    .uniqueArray(fc.nat(cases.length - 1), { minLength: 1, maxLength: 10 })
    .map((indexes) => indexes.flatMap((index) => named(cases[index]) ?? []))
    .chain((chosen) => {
      const row = fc.tuple(...chosen.map(({ literals }) => fc.option(literals.any, { nil: 'NULL', freq: 6 })));
      return fc.record({
        cases: fc.constant(chosen),
        rows: fc.array(fc.tuple(row, row), { minLength: 1, maxLength: 8 }),
      });
    });
}

/** As it is to be printed when a case fails. */
function named(type: TypeCase | undefined): TypeCase | undefined {
  return type && Object.assign(type, { [fc.toStringMethod]: () => type.type });
}

async function compare(wire: Wire, name: string, { cases, rows }: Plan): Promise<void> {
  const columns = cases.map(({ type }, i) => `c${i} ${type}`);
  await wire.sql.query(`CREATE TABLE ${name} (id INT PRIMARY KEY, ${columns.join(', ')})`);
  const table = (await readTables(wire.sql, wire.database, [{ table: name }])).get(name);
  assert(table);
  await wire.sql.query('BEGIN');
  for (const [id, [values]] of rows.entries())
    await wire.sql.query(`INSERT INTO ${name} VALUES (${[id, ...values].join(', ')})`);
  await wire.sql.query('COMMIT');
  const inserted = await look(wire, table, cases);
  await wire.sql.query('BEGIN');
  for (const [id, [, values]] of rows.entries()) {
    const changed = values.map((value, i) => `c${i} = ${value}`);
    await wire.sql.query(`UPDATE ${name} SET ${changed.join(', ')} WHERE id = ${id}`);
  }
  await wire.sql.query('COMMIT');
  const updated = await look(wire, table, cases);
  await wire.sql.query(`DELETE FROM ${name}`);
  const changes = (await wire.changesOf(name)).map((change) => read(table, change));
  const before = inserted.map((row, i) => ({ before: null, after: row, changed: updated[i] }));
  const expected = [
    ...inserted.map((after) => ({ before: null, after })),
    ...before.flatMap(({ after, changed }) =>
      JSON.stringify(after) === JSON.stringify(changed) ? [] : [{ before: after, after: changed }],
    ),
    ...updated.map((row) => ({ before: row, after: null })),
  ];
  const distinct = changes.filter(
    (change) => !change.before || !change.after || JSON.stringify(change.before) !== JSON.stringify(change.after),
  );
  assert.deepStrictEqual(distinct, expected, columns.join(', '));
}

/** What a snapshot reads, checked against what the server says when it is asked in other words. */
async function look(wire: Wire, table: TableInfo, cases: readonly TypeCase[]): Promise<Record<string, unknown>[]> {
  const images = await wire.select(table, 'id');
  const asked = cases.flatMap(({ ask }, i) => ask(`c${i}`).map((sql, j) => `${sql} AS c${i}_${j}`));
  const [rows] = await wire.sql.query<RowDataPacket[]>({
    sql: `SELECT id, ${asked.join(', ')} FROM ${table.name} ORDER BY id`,
    typeCast: (field) => field.string('utf8'),
  });
  const expected = rows.map((row) => ({
    id: Number(row['id']),
    ...Object.fromEntries(
      cases.map(({ ask, expected: of }, i) => {
        const answers = ask('').map((_, j) => row[`c${i}_${j}`] as string | null);
        return [`c${i}`, answers.includes(null) ? null : of(...(answers as string[]))];
      }),
    ),
  }));
  assert.deepStrictEqual(images, expected, cases.map(({ type }) => type).join(', '));
  return images;
}
