import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Decode } from './charsets.ts';

/** Inclusive ranges of each byte of a character. */
type Form = readonly (readonly (readonly [number, number])[])[];

const DOUBLE_BYTE_KANJI: Form[] = [
  [[[0xa1, 0xdf]]],
  [
    [
      [0x81, 0x9f],
      [0xe0, 0xfc],
    ],
    [
      [0x40, 0x7e],
      [0x80, 0xfc],
    ],
  ],
];
const EUC_JAPANESE: Form[] = [
  [[[0xa1, 0xfe]], [[0xa1, 0xfe]]],
  [[[0x8e, 0x8e]], [[0xa1, 0xdf]]],
  [[[0x8f, 0x8f]], [[0xa1, 0xfe]], [[0xa1, 0xfe]]],
];

/** What the server takes for a character beyond ASCII (the `ismbchar` of MySQL's `strings/ctype-*.cc`). */
const FORMS: Readonly<Record<string, readonly Form[]>> = {
  big5: [
    [
      [[0xa1, 0xf9]],
      [
        [0x40, 0x7e],
        [0xa1, 0xfe],
      ],
    ],
  ],
  cp932: DOUBLE_BYTE_KANJI,
  eucjpms: EUC_JAPANESE,
  euckr: [
    [
      [[0x81, 0xfe]],
      [
        [0x41, 0x5a],
        [0x61, 0x7a],
        [0x81, 0xfe],
      ],
    ],
  ],
  gb18030: [
    [
      [[0x81, 0xfe]],
      [
        [0x40, 0x7e],
        [0x80, 0xfe],
      ],
    ],
    // Of the four-byte codes those of the basic plane; the others follow from their number.
    [[[0x81, 0x84]], [[0x30, 0x39]], [[0x81, 0xfe]], [[0x30, 0x39]]],
  ],
  gb2312: [[[[0xa1, 0xf7]], [[0xa1, 0xfe]]]],
  gbk: [
    [
      [[0x81, 0xfe]],
      [
        [0x40, 0x7e],
        [0x80, 0xfe],
      ],
    ],
  ],
  sjis: DOUBLE_BYTE_KANJI,
  ujis: EUC_JAPANESE,
};

export const MULTIBYTE: readonly string[] = Object.keys(FORMS);

/** Has the server convert every code of a character set. */
export async function readMultibyte(connection: Connection, charset: string): Promise<Decode> {
  const characters = new Map<number, string>();
  for (const form of FORMS[charset] ?? []) {
    const codes = codesOf(form);
    const hex = codes.map((code) => code.toString(16).padStart(form.length * 2, '0')).join('0a');
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT CAST(CONVERT(_${charset} X'${hex}' USING utf8mb4) AS BINARY) AS text`,
    );
    const converted = (rows[0]?.['text'] as Buffer).toString('utf8').split('\n');
    if (converted.length !== codes.length)
      throw new Error(`the server converts ${codes.length} codes of ${charset} to ${converted.length}`);
    for (const [i, code] of codes.entries()) characters.set(code, converted[i] ?? '?');
  }
  return (bytes) => decode(bytes, characters, charset === 'gb18030');
}

function codesOf(form: Form): number[] {
  let codes = [0];
  for (const ranges of form) {
    const bytes = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
    codes = codes.flatMap((code) => bytes.map((byte) => code * 256 + byte));
  }
  return codes;
}

function decode(bytes: Buffer, characters: ReadonlyMap<number, string>, gb18030: boolean): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const [character, size] = characterAt(bytes, at, characters, gb18030);
    text += character;
    at += size;
  }
  return text;
}

/** No code is the beginning of a longer one. */
function characterAt(
  bytes: Buffer,
  at: number,
  characters: ReadonlyMap<number, string>,
  gb18030: boolean,
): [string, number] {
  let code = bytes[at] ?? 0;
  if (code < 0x80) return [String.fromCharCode(code), 1];
  for (let size = 1; size <= 4 && at + size <= bytes.length; size++) {
    if (size > 1) code = code * 256 + (bytes[at + size - 1] ?? 0);
    const character = characters.get(code);
    if (character !== undefined) return [character, size];
    if (size === 4 && gb18030) return [supplementary(bytes, at), size];
  }
  return ['?', 1];
}

/** Four-byte codes of GB18030 from 0x90308130 count the characters from U+10000. */
function supplementary(bytes: Buffer, at: number): string {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4);
  const point = 0x10000 + (((a - 0x90) * 10 + (b - 0x30)) * 126 + (c - 0x81)) * 10 + (d - 0x30);
  return point >= 0x10000 && point <= 0x10ffff ? String.fromCodePoint(point) : '?';
}
