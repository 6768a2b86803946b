import assert from 'node:assert/strict';
import type { RowDataPacket } from 'mysql2/promise';
import { readTables } from './tables.ts';
import { read, Wire } from '../testing/wire.ts';

/** Rows of a test table; each has as many codes as fit. */
const CODES_PER_ROW = 200;

describe('character sets: every code of every one, as the server converts it', () => {
  let wire: Wire;

  before(async () => {
    wire = await Wire.open();
  });
  after(() => wire.close());

  it('in the binlog and in a SELECT', async () => {
    const charsets = await charsetsOf(wire);
    assert(charsets.length > 35, 'all of a usual server');
    for (const { name, size } of charsets) {
      const table = `of_${name}`;
      await wire.sql.query(`CREATE TABLE ${table} (id INT PRIMARY KEY, c VARCHAR(1000) CHARACTER SET ${name})`);
      const rows = codesOf(name, size);
      for (let i = 0; i < rows.length; i += 100) await insert(wire, table, rows.slice(i, i + 100), name, i);
      const info = (await readTables(wire.sql, wire.database, [{ table }])).get(table);
      assert(info);
      const [asked] = await wire.sql.query<RowDataPacket[]>(
        `SELECT id, HEX(CONVERT(c USING utf8mb4)) AS hex FROM ${table} ORDER BY id`,
      );
      const expected = asked.map((row) => ({
        id: row['id'] as number,
        c: Buffer.from(String(row['hex']), 'hex').toString('utf8'),
      }));
      const characters = expected.reduce((sum, { c }) => sum + [...c].length, 0);
      assert(characters >= (size > 1 ? 5_000 : 128), `${name} has ${characters} characters`);
      assert.deepStrictEqual(await wire.select(info, 'id'), expected, name);
      assert.deepStrictEqual(
        (await wire.changesOf(table)).map((change) => read(info, change).after),
        expected,
        name,
      );
    }
  });

  it('by every collation', async () => {
    const collations = await collationsOf(wire);
    assert.ok(collations.length > 200, 'all of a usual server');
    for (let i = 0; i < collations.length; i += 100) {
      const some = collations.slice(i, i + 100);
      const columns = some.map(({ charset, name }, j) => `c${j} VARCHAR(2) CHARACTER SET ${charset} COLLATE ${name}`);
      await wire.sql.query(`CREATE TABLE by${i} (id INT PRIMARY KEY, ${columns.join(', ')})`);
      await wire.sql.query(`INSERT INTO by${i} VALUES (1${", 'az'".repeat(some.length)})`);
      const info = (await readTables(wire.sql, wire.database, [{ table: `by${i}` }])).get(`by${i}`);
      assert.ok(info);
      const expected = [{ id: 1, ...Object.fromEntries(some.map((_, j) => [`c${j}`, 'az'])) }];
      assert.deepStrictEqual(await wire.select(info, 'id'), expected);
      assert.deepStrictEqual(
        (await wire.changesOf(`by${i}`)).map((change) => read(info, change).after),
        expected,
      );
    }
  });
});

async function insert(
  wire: Wire,
  table: string,
  rows: readonly Buffer[][],
  charset: string,
  from: number,
): Promise<void> {
  const values: string[] = [];
  for (const [i, codes] of rows.entries()) {
    const taken = await wellFormed(wire, codes, charset);
    values.push(`(${String(from + i)}, _${charset} X'${Buffer.concat(taken).toString('hex')}')`);
  }
  await wire.sql.query(`INSERT INTO ${table} VALUES ${values.join(', ')}`);
}

/** The codes that the server takes for characters: it leaves them as they are. */
async function wellFormed(wire: Wire, codes: readonly Buffer[], charset: string): Promise<Buffer[]> {
  const [rows] = await wire.sql.query<RowDataPacket[]>(
    `SELECT ${codes.map((code, i) => `HEX(CONVERT(X'${code.toString('hex')}' USING ${charset})) AS c${i}`).join(', ')}`,
  );
  return codes.filter((code, i) => String(rows[0]?.[`c${i}`]).toLowerCase() === code.toString('hex'));
}

/** MariaDB has collations that serve several character sets, under a name for each. */
async function collationsOf(wire: Wire): Promise<{ charset: string; name: string }[]> {
  const table = wire.isMariaDb ? 'COLLATION_CHARACTER_SET_APPLICABILITY' : 'COLLATIONS';
  const name = wire.isMariaDb ? 'FULL_COLLATION_NAME' : 'COLLATION_NAME';
  const [rows] = await wire.sql.query<RowDataPacket[]>(
    `SELECT ${name} AS name, CHARACTER_SET_NAME AS charset FROM information_schema.${table} WHERE CHARACTER_SET_NAME <> 'binary' ORDER BY 1`,
  );
  return rows.map((row) => ({ charset: String(row['charset']), name: String(row['name']) }));
}

async function charsetsOf(wire: Wire): Promise<{ name: string; size: number }[]> {
  const [rows] = await wire.sql.query<RowDataPacket[]>(
    `SELECT CHARACTER_SET_NAME AS name, MAXLEN AS size FROM information_schema.CHARACTER_SETS WHERE CHARACTER_SET_NAME <> 'binary' ORDER BY 1`,
  );
  return rows.map((row) => ({ name: String(row['name']), size: Number(row['size']) }));
}

/** Codes to try, in rows. */
function codesOf(charset: string, size: number): Buffer[][] {
  const bytes = (low: number, high: number): number[] => Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const codes: Buffer[] = [];
  const encoding = /^utf8|^utf16|^utf32|^ucs2/.test(charset) ? charset : null;
  if (encoding !== null) {
    const points = [
      ...bytes(0, 0x2fff),
      ...bytes(0xd700, 0xd7ff),
      ...bytes(0xe000, 0xe0ff),
      ...bytes(0xfe00, 0xffff),
      0x10000,
      0x1f3cf,
      0x20bb7,
      0x10ffff,
    ];
    for (const point of points) {
      if (point > 0xffff && (charset === 'ucs2' || charset === 'utf8mb3' || charset === 'utf8')) continue;
      codes.push(encode(String.fromCodePoint(point), encoding));
    }
  } else {
    for (const byte of bytes(0, 255)) if (size === 1 || byte < 128) codes.push(Buffer.from([byte]));
    if (size > 1) {
      if (/sjis|cp932/.test(charset)) for (const byte of bytes(0xa1, 0xdf)) codes.push(Buffer.from([byte]));
      for (const lead of bytes(0x81, 0xfe))
        for (const trail of bytes(0x30, 0xfe)) codes.push(Buffer.from([lead, trail]));
    }
    if (size === 3)
      for (const b of bytes(0xa1, 0xfe)) for (const c of bytes(0xa1, 0xfe)) codes.push(Buffer.from([0x8f, b, c]));
    if (charset === 'gb18030')
      for (const a of [0x81, 0x82, 0x83, 0x84, 0x85, 0x8f, 0x90, 0x94, 0x95, 0xe3, 0xe4, 0xfe])
        for (const b of bytes(0x30, 0x39))
          for (const c of bytes(0x81, 0xfe)) codes.push(Buffer.from([a, b, c, 0x30 + (c % 10)]));
  }
  return Array.from({ length: Math.ceil(codes.length / CODES_PER_ROW) }, (_, i) =>
    codes.slice(i * CODES_PER_ROW, (i + 1) * CODES_PER_ROW),
  );
}

function encode(text: string, charset: string): Buffer {
  if (charset.startsWith('utf8')) return Buffer.from(text, 'utf8');
  if (charset === 'utf32') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(text.codePointAt(0) ?? 0);
    return bytes;
  }
  const little = Buffer.from(text, 'utf16le');
  return charset === 'utf16le' ? little : little.swap16();
}
