import type { Connection, RowDataPacket } from 'mysql2/promise';
import { MULTIBYTE, readMultibyte } from './multibyte.ts';
import { decodeUcs2, decodeUtf16, decodeUtf16le, decodeUtf32, decodeUtf8 } from './unicode.ts';

export type Decode = (bytes: Buffer) => string;

/** How the text of a column is read from its bytes. */
export interface Charsets {
  /** Name of the character set of each collation id. */
  names: ReadonlyMap<number, string>;
  /** By name of the character set. */
  decoders: ReadonlyMap<string, Decode>;
}

const UNICODE: readonly [string, Decode][] = [
  ['utf8', decodeUtf8],
  ['utf8mb3', decodeUtf8],
  ['utf8mb4', decodeUtf8],
  ['ucs2', decodeUcs2],
  ['utf16', decodeUtf16],
  ['utf16le', decodeUtf16le],
  ['utf32', decodeUtf32],
];

/** The tables are part of a server's version, and are asked for once. */
const byVersion = new Map<string, Charsets>();

/**
 * The server itself says how each character set converts to Unicode: its tables differ from those of the libraries, and a SELECT converts by
 * them. All are read, because the binlog may hold rows from before a table was converted; it takes some tenths of a second.
 */
export async function readCharsets(connection: Connection): Promise<Charsets> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
  const version = String(rows[0]?.['version']);
  const known = byVersion.get(version) ?? (await load(connection));
  byVersion.set(version, known);
  return known;
}

async function load(connection: Connection): Promise<Charsets> {
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT CHARACTER_SET_NAME AS name, MAXLEN AS size FROM information_schema.CHARACTER_SETS',
  );
  const sizes = new Map(rows.map((row) => [String(row['name']), Number(row['size'])]));
  const singles = [...sizes].filter(([name, size]) => size === 1 && name !== 'binary').map(([name]) => name);
  const decoders = new Map([...UNICODE, ...(await readSingleBytes(connection, singles))]);
  for (const name of MULTIBYTE) if (sizes.has(name)) decoders.set(name, await readMultibyte(connection, name));
  return { names: await readCollations(connection), decoders };
}

/** MariaDB lists the ids of all its collations in one place, MySQL in another. */
async function readCollations(connection: Connection): Promise<Map<number, string>> {
  const [columns] = await connection.query<RowDataPacket[]>(
    `SELECT COUNT(*) AS found FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'information_schema'
     AND TABLE_NAME = 'COLLATION_CHARACTER_SET_APPLICABILITY' AND COLUMN_NAME = 'ID'`,
  );
  const table = Number(columns[0]?.['found']) > 0 ? 'COLLATION_CHARACTER_SET_APPLICABILITY' : 'COLLATIONS';
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT ID AS id, CHARACTER_SET_NAME AS charset FROM information_schema.${table} WHERE ID IS NOT NULL`,
  );
  return new Map(rows.map((row) => [Number(row['id']), String(row['charset'])]));
}

async function readSingleBytes(connection: Connection, names: readonly string[]): Promise<[string, Decode][]> {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('hex');
  const columns = names.map((name) => `CAST(CONVERT(_${name} X'${all}' USING utf8mb4) AS BINARY) AS ${name}`);
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT ${columns.join(', ')}`);
  return names.map((name) => {
    const characters = [...(rows[0]?.[name] as Buffer).toString('utf8')];
    if (characters.length !== 256)
      throw new Error(`the server converts 256 bytes of ${name} to ${characters.length} characters`);
    const isAscii = characters.slice(0, 128).every((character, byte) => character === String.fromCharCode(byte));
    return [
      name,
      (bytes) => (isAscii && isBelow128(bytes) ? bytes.toString('latin1') : decodeSingleBytes(bytes, characters)),
    ];
  });
}

function isBelow128(bytes: Buffer): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) > 127) return false;
  return true;
}

function decodeSingleBytes(bytes: Buffer, characters: readonly string[]): string {
  let text = '';
  for (const byte of bytes) text += characters[byte];
  return text;
}
