import type { Connection, RowDataPacket } from 'mysql2/promise';
import { isMultibyte, readMultibyte } from './multibyte.ts';
import { decodeUcs2, decodeUtf16, decodeUtf16le, decodeUtf32, decodeUtf8 } from './unicode.ts';

export type Decode = (bytes: Buffer) => string;

/** How the text of a column is read from its bytes. */
export interface Charsets {
  /** Name of the character set of each collation id. */
  names: ReadonlyMap<number, string>;
  /** By name of the character set. Those of several bytes per character are here once a captured table has used them. */
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

interface Known {
  names: Map<number, string>;
  decoders: Map<string, Decode>;
}

/** The tables are part of a server's version, and are asked for once. */
const byVersion = new Map<string, Known>();

/**
 * The server itself says how each character set converts to Unicode: its tables differ from those of the libraries, and a SELECT converts by
 * them. `used`: the character sets of the captured columns.
 */
export async function readCharsets(connection: Connection, used: Iterable<string>): Promise<Charsets> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
  const version = String(rows[0]?.['version']);
  let known = byVersion.get(version);
  if (!known) {
    const names = await readCollations(connection);
    known = { names, decoders: new Map([...(await readSingleBytes(connection)), ...UNICODE]) };
    byVersion.set(version, known);
  }
  for (const charset of new Set(used)) {
    if (known.decoders.has(charset) || !isMultibyte(charset)) continue;
    known.decoders.set(charset, await readMultibyte(connection, charset));
  }
  return known;
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

async function readSingleBytes(connection: Connection): Promise<[string, Decode][]> {
  const [charsets] = await connection.query<RowDataPacket[]>(
    "SELECT CHARACTER_SET_NAME AS name FROM information_schema.CHARACTER_SETS WHERE MAXLEN = 1 AND CHARACTER_SET_NAME <> 'binary'",
  );
  const names = charsets.map((row) => String(row['name']));
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('hex');
  const columns = names.map((name) => `CAST(CONVERT(_${name} X'${all}' USING utf8mb4) AS BINARY) AS ${name}`);
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT ${columns.join(', ')}`);
  return names.map((name) => {
    const characters = [...(rows[0]?.[name] as Buffer).toString('utf8')];
    if (characters.length !== 256)
      throw new Error(`the server converts 256 bytes of ${name} to ${characters.length} characters`);
    return [name, (bytes) => decodeSingleBytes(bytes, characters)];
  });
}

function decodeSingleBytes(bytes: Buffer, characters: readonly string[]): string {
  let text = '';
  for (const byte of bytes) text += characters[byte];
  return text;
}
