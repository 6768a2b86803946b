import fc from 'fast-check';

/** SQL literals for the values of a column. */
export interface Literals {
  edges: readonly string[];
  /** Edges too. */
  any: fc.Arbitrary<string>;
}

export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

export function oneOf(edges: readonly string[], any?: fc.Arbitrary<string>): Literals {
  const fixed = fc.constantFrom(...edges);
  return { edges, any: any ? fc.oneof(fixed, any) : fixed };
}

export function integers(bits: number, unsigned: boolean): Literals {
  const min = unsigned ? 0n : -(2n ** BigInt(bits - 1));
  const max = unsigned ? 2n ** BigInt(bits) - 1n : 2n ** BigInt(bits - 1) - 1n;
  const edges = [min, min + 1n, 0n, 1n, -1n, max - 1n, max, 2n ** 53n - 1n, 2n ** 53n, -(2n ** 53n), -(2n ** 53n) + 1n];
  return oneOf(edges.filter((edge) => edge >= min && edge <= max).map(String), fc.bigInt({ min, max }).map(String));
}

export function decimals(precision: number, scale: number): Literals {
  const digits = (count: number): fc.Arbitrary<string> =>
    fc.array(fc.constantFrom(...'0012345678999'), { minLength: count, maxLength: count }).map((all) => all.join(''));
  const number = (whole: string, fraction: string): string => `${whole || '0'}${scale > 0 ? `.${fraction}` : ''}`;
  const largest = number('9'.repeat(precision - scale), '9'.repeat(scale));
  const smallest = scale > 0 ? `0.${'0'.repeat(scale - 1)}1` : '1';
  return oneOf(
    ['0', '-0', largest, `-${largest}`, smallest, `-${smallest}`, `-${smallest.slice(0, -1)}01`],
    fc
      .tuple(fc.constantFrom('', '-'), digits(precision - scale), digits(scale))
      .map(([sign, whole, fraction]) => `${sign}${number(whole, fraction)}`),
  );
}

export const floats: Literals = oneOf(
  [
    '0',
    '-0',
    '-0.0e0',
    '1.1',
    '16777217',
    '0.1',
    '-1e-5',
    '3.402823e38',
    '-3.402823466e38',
    '1.17549435e-38',
    '1e-45',
    '123456.789',
    '1e15',
    '1e16',
  ],
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
);

export const doubles: Literals = oneOf(
  [
    '0',
    '-0e0',
    '0.1',
    '1e15',
    '1e16',
    '1e17',
    '-1e22',
    '1.7976931348623157e308',
    '5e-324',
    '2.2250738585072014e-308',
    '9007199254740993',
    '0.30000000000000004',
  ],
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);

const two = (max: number, min = 0): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((number) => String(number).padStart(2, '0'));
const fraction = fc.oneof(
  fc.constantFrom('', '.000000', '.999999', '.5', '.000001', '.1'),
  fc.integer({ min: 0, max: 999_999 }).map((us) => `.${String(us).padStart(6, '0')}`),
);

export const dates: Literals = oneOf(
  [
    '0000-00-00',
    '2026-00-01',
    '2026-01-00',
    '0000-01-01',
    '0001-01-01',
    '1000-01-01',
    '9999-12-31',
    '2024-02-29',
    '1969-12-31',
  ].map(quoted),
  fc
    .tuple(fc.integer({ min: 0, max: 9999 }), two(12), two(28))
    .map(([year, month, day]) => quoted(`${String(year).padStart(4, '0')}-${month}-${day}`)),
);

const clock = fc.tuple(two(23), two(59), two(59), fraction).map(([h, m, s, f]) => `${h}:${m}:${s}${f}`);

export const datetimes: Literals = oneOf(
  [
    '0000-00-00 00:00:00',
    '2026-00-00 01:02:03.5',
    '1000-01-01 00:00:00',
    '9999-12-31 23:59:59',
    '1970-01-01 00:00:00',
    '2026-03-29 02:30:00.123456',
  ].map(quoted),
  fc.tuple(dates.any, clock).map(([date, time]) => `${date.slice(0, -1)} ${time}'`),
);

export const timestamps: Literals = oneOf(
  [
    '0000-00-00 00:00:00',
    '1970-01-01 00:00:01',
    '1970-01-01 00:00:01.999999',
    '2038-01-19 03:14:07',
    '2026-03-29 01:30:00.000001',
    '2026-10-25 00:30:00',
  ].map(quoted),
  fc
    .tuple(fc.integer({ min: 1, max: 2 ** 31 - 2 }), fraction)
    .map(([seconds, f]) => quoted(`${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}${f}`)),
);

export const times: Literals = oneOf(
  [
    '00:00:00',
    '-00:00:01',
    '-00:01:00',
    '-01:00:00',
    '-00:00:00.000001',
    '-00:00:00.1',
    '838:59:59',
    '-838:59:59',
    '-838:59:58.999999',
    '24:00:00',
    '100:00:00',
    '-99:59:59.999999',
    '-00:59:59.999999',
    '-00:01:00.5',
  ].map(quoted),
  fc
    .tuple(fc.constantFrom('', '-'), fc.integer({ min: 0, max: 837 }), two(59), two(59), fraction)
    .map(([sign, h, m, s, f]) => quoted(`${sign}${String(h).padStart(2, '0')}:${m}:${s}${f}`)),
);

export const years: Literals = oneOf(
  ['0', "'0000'", '1901', '2155', '1970', '2000'],
  fc.integer({ min: 1901, max: 2155 }).map(String),
);

export function bits(count: number): Literals {
  const max = 2n ** BigInt(count) - 1n;
  return oneOf(['0', '1', String(max), String(max >> 1n)], fc.bigInt({ min: 0n, max }).map(String));
}

/** Characters of many scripts, spaces, controls, quotes, astral ones, and what the character sets treat in their own ways. */
const CHARACTERS = [
  ...'aZ09 \t\n\\\'"`%_,\u0000\u0001\u007f\u0080\u0081\u00a0\u00a5\u00adäßéÿ€ŽžŒœĐđŁłŐőİıŞşЀяґήΩابتשלםกขฃ漢字カナｶﾅ한글吉〜～¥‾―—∥￠￢①髙ȩ\ufeff\u200b\u2028\ufffd\uffff\ud83d\ude00\u{1f3cf}\u{20bb7}\u{10ffff}',
];

export function texts(maxLength: number): Literals {
  const any = fc.array(fc.constantFrom(...CHARACTERS), { maxLength }).map((all) => quoted(all.join('')));
  return oneOf(["''", "' '", "'a '", "' a'", "'NULL'", "'é'"], any);
}

export function bytes(maxLength: number): Literals {
  const any = fc.uint8Array({ maxLength }).map((array) => `X'${Buffer.from(array).toString('hex')}'`);
  return oneOf(["''", "X'00'", "X'0000'", "X'20'", "X'6100'", "X'ff'", "X'2000'"], any);
}

const KEYS = [
  'a',
  'b',
  '__proto__',
  'constructor',
  '',
  '1',
  '10',
  'é',
  'key with space',
  '"',
  '\\',
  '\u{1f3cf}',
  'x'.repeat(300),
];

/** Any JSON. */
const jsonValues = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      null,
      true,
      false,
      0,
      -1,
      32767,
      32768,
      -32768,
      -32769,
      65535,
      65536,
      2 ** 31,
      -(2 ** 31) - 1,
      2 ** 32,
      2 ** 53 - 1,
      0.1,
      1e300,
      5e-324,
      '',
      'é',
      '\u{1f3cf}',
      '\u0000"\\\n',
    ),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(127, 128, 16383, 16384, 70000).map((length) => 'x'.repeat(length)),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries) as unknown),
  ),
})).value;

export const jsons: Literals = oneOf(
  [
    'null',
    '"text"',
    '18446744073709551615',
    '-9223372036854775808',
    '9007199254740993',
    '1e5',
    '-0.0',
    '[]',
    '{}',
    '{"__proto__": {"a": 1}}',
    '1.5',
    '"1"',
    '{"a": {"a": [[[]]]}}',
    '0.1e-10',
    '123456789012345678901234567890',
  ].map(quoted),
  jsonValues.map((value) => quoted(JSON.stringify(value))),
);
