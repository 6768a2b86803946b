import {
  bits,
  bytes,
  dates,
  datetimes,
  decimals,
  doubles,
  floats,
  integers,
  jsons,
  type Literals,
  oneOf,
  texts,
  times,
  timestamps,
  years,
} from './values.ts';
import fc from 'fast-check';

/** A column type, values for it, and what must be published of a value: by other ways than the connector's conversions. */
export interface TypeCase {
  type: string;
  literals: Literals;
  /** SQL that shows the value, as text. */
  ask: (column: string) => string[];
  expected: (...texts: string[]) => unknown;
}

const NIL_UUIDS = ['0', 'f'].map((digit) => `'${'00000000-0000-0000-0000-000000000000'.replaceAll('0', digit)}'`);
const MEMBERS = ['', 'a', "it's", 'é', 'two words', '"', '漢字', 'NULL'];

const integerOf = (text: string): unknown =>
  BigInt(text) === BigInt(Number(text)) && Number.isSafeInteger(Number(text)) ? Number(text) : text;
const asText = (column: string): string[] => [`CAST(${column} AS CHAR)`];
const plain = (text: string): string => text;

const integer = (type: string, size: number): TypeCase[] =>
  [false, true].map((unsigned) => ({
    type: `${type}${unsigned ? ' UNSIGNED' : ''}`,
    literals: integers(size, unsigned),
    ask: (column) => [`CAST(${column} + 0 AS CHAR)`],
    expected: integerOf,
  }));

const decimal = (precision: number, scale: number): TypeCase => ({
  type: `DECIMAL(${precision},${scale})`,
  literals: decimals(precision, scale),
  ask: asText,
  expected: plain,
});

const zerofill = (type: string, literals: Literals, ask: string, expected: (text: string) => unknown): TypeCase => ({
  type: `${type} ZEROFILL`,
  literals,
  ask: (column) => [ask.replace('?', column)],
  expected,
});

/** Shorter texts of the number are other 32-bit floats. */
function shortest(text: string): number {
  const value = Number(text);
  for (let digits = 1; digits < 17; digits++) {
    const short = Number(value.toPrecision(digits));
    if (new Float32Array([short])[0] === new Float32Array([value])[0]) return short + 0;
  }
  return value;
}

const float = (type: string): TypeCase => ({
  type,
  literals: floats,
  ask: (column) => [`${column} * 1e0`],
  expected: shortest,
});

const double = (type: string): TypeCase => ({
  type,
  literals: doubles,
  ask: (column) => [`0e0 + ${column}`],
  expected: (text) => Number(text) + 0,
});

const dateParts = (column: string): string[] => [
  `DATE_FORMAT(${column}, '%Y')`,
  `DATE_FORMAT(${column}, '%m')`,
  `DATE_FORMAT(${column}, '%d')`,
];
const isZero = (...parts: string[]): boolean => parts.some((part) => Number(part) === 0);

const datetime = (name: string, digits: number, literals: Literals): TypeCase => ({
  type: `${name}(${digits})${name === 'TIMESTAMP' ? ' NULL' : ''}`,
  literals,
  ask: (column) => [...dateParts(column), `DATE_FORMAT(${column}, '%H:%i:%s')`, `DATE_FORMAT(${column}, '%f')`],
  expected: (year, month, day, clock, micros) =>
    isZero(year, month, day) ? null : `${year}-${month}-${day}T${clock}${digits ? `.${micros.slice(0, digits)}` : ''}Z`,
});

const time = (digits: number): TypeCase => ({
  type: `TIME(${digits})`,
  literals: times,
  ask: (column) => [`TIME_FORMAT(${column}, '%H:%i:%s')`, `LPAD(MICROSECOND(${column}), 6, '0')`, `${column} < 0`],
  expected: (clock, micros, negative) =>
    `${negative === '1' ? '-' : ''}${clock.replace('-', '')}${digits ? `.${micros.slice(0, digits)}` : ''}`,
});

const bit = (count: number): TypeCase => ({
  type: `BIT(${count})`,
  literals: bits(count),
  ask: (column) => [`CAST(${column} + 0 AS CHAR)`],
  expected: integerOf,
});

const binary = (type: string, maxLength: number): TypeCase => ({
  type,
  literals: bytes(maxLength),
  ask: (column) => [`HEX(${column})`],
  expected: (hex) => Buffer.from(hex, 'hex').toString('base64'),
});

const json = (): TypeCase => ({
  type: 'JSON',
  literals: jsons,
  ask: asText,
  expected: (text) => JSON.parse(text, (_, value: unknown) => (value === 0 ? 0 : value)) as unknown,
});

const text = (type: string): TypeCase => ({
  type,
  literals: texts(20),
  ask: (column) => [`HEX(CONVERT(${column} USING utf8mb4))`],
  expected: (hex) => Buffer.from(hex, 'hex').toString('utf8'),
});

const members = (keyword: 'ENUM' | 'SET', charset: string): TypeCase => {
  const names = keyword === 'ENUM' ? MEMBERS : MEMBERS.slice(1);
  const list = names.map((name) => `'${name.replace("'", "''")}'`).join(',');
  const most = keyword === 'ENUM' ? names.length : 2 ** names.length - 1;
  return {
    type: `${keyword}(${list}) CHARACTER SET ${charset}`,
    literals: oneOf(
      ['1', String(most), "'no such'"],
      fc.integer({ min: keyword === 'ENUM' ? 1 : 0, max: most }).map(String),
    ),
    ask: (column) => [`CAST(${column} + 0 AS CHAR)`],
    expected: (number) =>
      keyword === 'ENUM'
        ? (names[Number(number) - 1] ?? '')
        : names.filter((_, i) => (BigInt(number) >> BigInt(i)) & 1n).join(','),
  };
};

/** Every type of the server. */
export function typeCases(isMariaDb: boolean, charsets: readonly string[]): TypeCase[] {
  return [
    ...integer('TINYINT', 8),
    ...integer('SMALLINT', 16),
    ...integer('MEDIUMINT', 24),
    ...integer('INT', 32),
    ...integer('BIGINT', 64),
    ...[
      [1, 0],
      [5, 5],
      [9, 2],
      [10, 0],
      [18, 9],
      [19, 10],
      [30, 30],
      [38, 7],
      [65, 0],
      [65, 30],
      [65, 38],
    ].flatMap(([precision = 1, scale = 0]) => (isMariaDb || scale <= 30 ? [decimal(precision, scale)] : [])),
    zerofill('INT(10) UNSIGNED', integers(32, true), 'CAST(? + 0 AS CHAR)', Number),
    zerofill('BIGINT(20) UNSIGNED', integers(64, true), 'CAST(? + 0 AS CHAR)', integerOf),
    zerofill('DECIMAL(9,3) UNSIGNED', decimals(9, 3), 'CAST(CAST(? AS DECIMAL(9,3)) AS CHAR)', plain),
    float('FLOAT'),
    float('FLOAT(9,3)'),
    double('DOUBLE'),
    double('DOUBLE(20,4)'),
    {
      type: 'DATE',
      literals: dates,
      ask: dateParts,
      expected: (...parts) => (isZero(...parts) ? null : parts.join('-')),
    },
    ...[0, 1, 2, 3, 4, 5, 6].flatMap((digits) => [
      datetime('DATETIME', digits, datetimes),
      datetime('TIMESTAMP', digits, timestamps),
      time(digits),
    ]),
    { type: 'YEAR', literals: years, ask: (column) => [`CAST(${column} + 0 AS CHAR)`], expected: Number },
    ...[1, 7, 8, 9, 48, 53, 54, 64].map(bit),
    ...['BINARY(5)', 'VARBINARY(40)', 'VARBINARY(300)', 'TINYBLOB', 'BLOB', 'MEDIUMBLOB', 'LONGBLOB'].map((type) =>
      binary(type, type === 'BINARY(5)' ? 5 : 30),
    ),
    json(),
    ...charsets.flatMap((charset) => [
      ...['CHAR(20)', 'VARCHAR(20)', 'VARCHAR(300)', 'TINYTEXT', 'TEXT', 'MEDIUMTEXT', 'LONGTEXT'].map((type) =>
        text(`${type} CHARACTER SET ${charset}`),
      ),
    ]),
    ...['utf8mb4', 'utf8mb3', 'ucs2', 'utf16', 'utf16le', 'utf32', 'gbk'].flatMap((charset) => [
      members('ENUM', charset),
      members('SET', charset),
    ]),
    ...(isMariaDb ? mariaDbCases() : []),
  ];
}

function mariaDbCases(): TypeCase[] {
  const compressed = ['VARCHAR(500) COMPRESSED', 'TEXT COMPRESSED', 'LONGTEXT COMPRESSED CHARACTER SET latin1'];
  const fourBytes = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((all) => `'${all.join('.')}'`);
  const groups = fc
    .array(fc.constantFrom('0', '1', 'ffff', 'a', 'f0f'), { minLength: 8, maxLength: 8 })
    .map((all) => `'${all.join(':')}'`);
  return [
    ...compressed.map(text),
    binary('VARBINARY(500) COMPRESSED', 200),
    binary('BLOB COMPRESSED', 200),
    {
      type: 'UUID',
      literals: oneOf(
        NIL_UUIDS,
        fc.uuid().map((uuid) => `'${uuid}'`),
      ),
      ask: asText,
      expected: plain,
    },
    { type: 'INET4', literals: oneOf(["'0.0.0.0'", "'255.255.255.0'"], fourBytes), ask: asText, expected: plain },
    {
      type: 'INET6',
      literals: oneOf(
        ["'::'", "'::1'", "'::2'", "'::1.2.3.4'", "'::ffff:0.0.0.0'", "'::1:0'", "'fe80::'", "'1::'"],
        groups,
      ),
      ask: asText,
      expected: plain,
    },
  ];
}
