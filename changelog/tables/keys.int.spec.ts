import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RowDataPacket } from 'mysql2/promise';
import { compareKeys, keyOf } from './row-values.ts';
import { readTables, type TableInfo } from './tables.ts';
import {
  bits,
  bytes,
  dates,
  datetimes,
  decimals,
  integers,
  type Literals,
  oneOf,
  texts,
  times,
  timestamps,
  years,
} from '../testing/values.ts';
import { Wire } from '../testing/wire.ts';

const SEED = Number(process.env['TYPES_SEED'] ?? 1);

const ids = oneOf(
  ["''", "'a'", "'A'", "'a-1'", "'a_1'", "'Z'", "'~'", "'a!'"],
  fc
    .string({ unit: 'grapheme-ascii', maxLength: 12 })
    .map((text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`),
);

/** Types that may be in a key, alone. */
const KEYS: [type: string, literals: Literals][] = [
  ['TINYINT', integers(8, false)],
  ['INT', integers(32, false)],
  ['INT(10) UNSIGNED ZEROFILL', integers(32, true)],
  ['BIGINT', integers(64, false)],
  ['BIGINT UNSIGNED', integers(64, true)],
  ['BIGINT(20) UNSIGNED ZEROFILL', integers(64, true)],
  ['DECIMAL(20,6)', decimals(20, 6)],
  ['DECIMAL(65,30)', decimals(65, 30)],
  ['DATE', dates],
  ['DATETIME(6)', datetimes],
  ['DATETIME', datetimes],
  ['TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP(3)', timestamps],
  ['TIME(2)', times],
  ['YEAR', years],
  ['BIT(64)', bits(64)],
  ['BIT(3)', bits(3)],
  ['BINARY(5)', bytes(5)],
  ['VARBINARY(200)', bytes(200)],
  ['VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin', ids],
  ['CHAR(20) CHARACTER SET ascii COLLATE ascii_bin', ids],
  ...[
    'utf8mb4',
    'utf8mb4 COLLATE utf8mb4_bin',
    'utf8mb4 COLLATE utf8mb4_unicode_ci',
    'utf8mb3',
    'latin1',
    'ucs2',
    'utf16',
    'utf32',
    'utf16le',
    'sjis',
    'gbk',
    'ascii',
  ].flatMap((charset): [string, Literals][] => [
    [`VARCHAR(20) CHARACTER SET ${charset}`, texts(20)],
    [`CHAR(20) CHARACTER SET ${charset}`, texts(20)],
  ]),
  ["ENUM('b', 'a', 'é') CHARACTER SET latin1", oneOf(['1', '2', '3', "'no such'"])],
  ["SET('b', 'a', 'é')", oneOf(['0', '1', '2', '3', '4', '5', '6', '7'])],
];

const MARIADB: typeof KEYS = [
  ['UUID', { edges: ["'00000000-0000-0000-0000-000000000000'"], any: fc.uuid().map((uuid) => `'${uuid}'`) }],
  ['INET4', { edges: ["'0.0.0.0'", "'10.0.0.2'"], any: fc.ipV4().map((ip) => `'${ip}'`) }],
  [
    'INET6',
    {
      edges: ["'::'", "'::1'", "'1:0:2:3:4:5:6:7'", "'::2'"],
      any: fc.constantFrom("'a::'", "'9::'", "'::ffff:1.2.3.4'"),
    },
  ],
];

describe('keys: SQL and JavaScript have the same text and the same order', () => {
  let wire: Wire;
  let tables = 0;

  before(async () => {
    wire = await Wire.open();
    await wire.sql.query("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
  });
  after(() => wire.close());

  const check = async (types: (typeof KEYS)[number][]): Promise<void> => {
    const name = `k${++tables}`;
    const columns = types.map(([type], i) => `c${i} ${type} NOT NULL`);
    await wire.sql.query(
      `CREATE TABLE ${name} (${columns.join(', ')}, PRIMARY KEY (${types.map((_, i) => `c${i}`).join(', ')}))`,
    );
    const values = types.map(([, { edges, any }]) => [...edges, ...fc.sample(any, { seed: SEED, numRuns: 60 })]);
    const count = Math.max(...values.map(({ length }) => length));
    const rows = Array.from({ length: count }, (_, i) => values.map((all, j) => all[(i * (j + 1)) % all.length]));
    // Some values are equal to others.
    for (const row of rows) await wire.sql.query(`INSERT IGNORE INTO ${name} VALUES (${row.join(', ')})`);
    const table = (await readTables(wire.sql, wire.database, [{ table: name }])).get(name);
    assert(table);
    await compare(wire, table);
  };

  for (const key of KEYS) it(key[0], () => check([key]));

  it('of types that MariaDB has alone, if it is at hand', async () => {
    if (wire.isMariaDb) for (const key of MARIADB) await check([key]);
    else await assert.rejects(wire.sql.query('CREATE TABLE none (c INET6)'));
  });

  it('of several columns', async () => {
    for (let i = 0; i < 10; i++)
      await check([0, 7, 13].map((step) => KEYS[(i * 5 + step) % KEYS.length] ?? assert.fail()));
  });

  it('refuses control characters where ascii_bin would sort them', async () => {
    await wire.sql.query('CREATE TABLE padded (id VARCHAR(9) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY)');
    await wire.sql.query(`INSERT INTO padded VALUES ('a'), (CONCAT('a', CHAR(1)))`);
    const table = (await readTables(wire.sql, wire.database, [{ table: 'padded' }])).get('padded');
    assert(table);
    await assert.rejects(wire.select(table, 'id'), {
      code: 'UNSUPPORTED_COLUMN',
      message: /padded\.id has .*"a\\u0001"/,
    });
  });

  it('refuses types whose texts differ', async () => {
    for (const type of ['FLOAT', 'DOUBLE', 'DECIMAL(9,3) ZEROFILL', "ENUM('', 'a')", "SET('a', '')"]) {
      const name = `k${++tables}`;
      await wire.sql.query(`CREATE TABLE ${name} (c ${type} PRIMARY KEY)`);
      await assert.rejects(readTables(wire.sql, wire.database, [{ table: name }]), {
        code: 'UNSUPPORTED_COLUMN',
        message: /\.c /,
      });
    }
  });
});

async function compare(wire: Wire, table: TableInfo): Promise<void> {
  const { keyColumns } = table;
  const order = keyColumns.map((column) => column.order).join(', ');
  const images = await wire.select(table, order);
  assert(images.length > 2);
  const keys = images.map((row) => keyOf(table, row));
  const [texts] = await wire.sql.query<RowDataPacket[][]>({
    sql: `SELECT ${keyColumns.map(({ text }) => text).join(', ')} FROM ${table.name} ORDER BY ${order}`,
    rowsAsArray: true,
  });
  assert.deepStrictEqual(texts, keys, 'texts');
  assert.deepStrictEqual(keys, [...keys].sort(compareKeys), 'order');
  assert.equal(new Set(keys.map((key) => JSON.stringify(key))).size, keys.length, 'distinct');
  const [first] = keyColumns;
  if (!first || keyColumns.length > 1) return;
  const count = async (operator: string, text: string): Promise<number> => {
    const condition = `${first.order} ${operator} ${first.parameter}`;
    const [rows] = await wire.sql.query<RowDataPacket[]>(`SELECT COUNT(*) AS n FROM ${table.name} WHERE ${condition}`, [
      text,
    ]);
    return Number(rows[0]?.['n']);
  };
  for (const [i, [text = '']] of keys.entries()) {
    assert.equal(await count('>', text), keys.length - i - 1, `after ${text}`);
    assert.equal(await count('=', text), 1, `equal to ${text}`);
  }
}
