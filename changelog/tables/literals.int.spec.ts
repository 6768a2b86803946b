import assert from 'node:assert/strict';
import { readTables } from './tables.ts';
import { read, Wire } from '../testing/wire.ts';

type Case = [type: string, value: string, json: unknown];

const CASES: Case[] = [
  ['BOOL', 'TRUE', 1],
  ['TINYINT', '-128', -128],
  ['TINYINT UNSIGNED', '255', 255],
  ['SMALLINT', '-32768', -32768],
  ['SMALLINT UNSIGNED', '65535', 65535],
  ['MEDIUMINT', '-8388608', -8388608],
  ['MEDIUMINT UNSIGNED', '16777215', 16777215],
  ['INT', '-2147483648', -2147483648],
  ['INT UNSIGNED', '4294967295', 4294967295],
  ['INT(8) ZEROFILL', '7', 7],
  ['BIGINT', '9007199254740991', 9007199254740991],
  ['BIGINT', '9007199254740992', '9007199254740992'],
  ['BIGINT', '-9007199254740991', -9007199254740991],
  ['BIGINT', '-9223372036854775808', '-9223372036854775808'],
  ['BIGINT UNSIGNED', '18446744073709551615', '18446744073709551615'],
  ['DECIMAL(5,2)', '-1.5', '-1.50'],
  ['DECIMAL(5,2)', '-0.001', '0.00'],
  ['DECIMAL(3,3)', '-0.123', '-0.123'],
  ['DECIMAL(10,0)', '1234567890', '1234567890'],
  ['DECIMAL(9,3) ZEROFILL', '1.5', '1.500'],
  [
    'DECIMAL(65,30)',
    '-99999999999999999999999999999999999.000000000000000000000000000001',
    '-99999999999999999999999999999999999.000000000000000000000000000001',
  ],
  ['FLOAT', '1.1', 1.1],
  ['FLOAT', '16777216', 16777216],
  ['FLOAT', '-3.402823466e38', -3.4028235e38],
  ['FLOAT', '0.1e0 + 0.2e0', 0.3],
  ['FLOAT', '-0e0', 0],
  ['DOUBLE', '0.1e0 + 0.2e0', 0.30000000000000004],
  ['DOUBLE', '1.7976931348623157e308', Number.MAX_VALUE],
  ['DOUBLE', '5e-324', Number.MIN_VALUE],
  ['DOUBLE', '-0e0', 0],
  ['DATE', "'2024-02-29'", '2024-02-29'],
  ['DATE', "'9999-12-31'", '9999-12-31'],
  ['DATE', "'0000-00-00'", null],
  ['DATE', "'2026-01-00'", null],
  ['DATE', "'2026-02-31'", '2026-02-31'],
  ['DATETIME', "'2026-10-25 01:30:00'", '2026-10-25T01:30:00Z'],
  ['DATETIME(1)', "'2026-10-25 01:30:00.9'", '2026-10-25T01:30:00.9Z'],
  ['DATETIME(3)', "'1000-01-01 00:00:00.001'", '1000-01-01T00:00:00.001Z'],
  ['DATETIME(6)', "'9999-12-31 23:59:59.999999'", '9999-12-31T23:59:59.999999Z'],
  ['DATETIME(2)', "'0000-00-00 00:00:00'", null],
  ['TIMESTAMP NULL', "'1970-01-01 00:00:01'", '1970-01-01T00:00:01Z'],
  ['TIMESTAMP(6) NULL', "'2038-01-19 03:14:07.999999'", '2038-01-19T03:14:07.999999Z'],
  ['TIMESTAMP(3) NULL', "'0000-00-00 00:00:00'", null],
  ['TIME', "'-00:01:00'", '-00:01:00'],
  ['TIME', "'838:59:59'", '838:59:59'],
  ['TIME', "'-838:59:59'", '-838:59:59'],
  ['TIME(1)', "'-01:00:00.1'", '-01:00:00.1'],
  ['TIME(3)', "'-00:59:59.999'", '-00:59:59.999'],
  ['TIME(4)', "'-00:00:00.0001'", '-00:00:00.0001'],
  ['TIME(6)', "'-100:00:00.000001'", '-100:00:00.000001'],
  ['YEAR', '0', 0],
  ['YEAR', '1901', 1901],
  ['YEAR', '2155', 2155],
  ['BIT(1)', '1', 1],
  ['BIT(10)', '513', 513],
  ['BIT(53)', '9007199254740991', 9007199254740991],
  ['BIT(64)', '18446744073709551615', '18446744073709551615'],
  ['BINARY(4)', "X'6100'", 'YQAAAA=='],
  ['BINARY(255)', "''", Buffer.alloc(255).toString('base64')],
  ['VARBINARY(4)', "X'6100'", 'YQA='],
  ['BLOB', "X'00ff20'", 'AP8g'],
  ['BLOB', "''", ''],
  ['CHAR(5)', "' a  '", ' a'],
  ['CHAR(5) CHARACTER SET ucs2', "'é  '", 'é'],
  ['VARCHAR(5)', "'a  '", 'a  '],
  ['VARCHAR(20) CHARACTER SET latin1', "X'80818d8f909d9fff'", '\u20ac\u0081\u008d\u008f\u0090\u009d\u0178\u00ff'],
  ['VARCHAR(9) CHARACTER SET ascii', "'a'", 'a'],
  ['VARCHAR(9) CHARACTER SET swe7', "X'5b5c5d7b7c7d'", 'ÄÖÅäöå'],
  ['VARCHAR(9) CHARACTER SET dec8', "X'd7dddf'", 'ŒŸß'],
  ['VARCHAR(9) CHARACTER SET hp8', "X'a8afb0'", '´\u20a4¯'],
  ['VARCHAR(9) CHARACTER SET sjis', "X'5c7e8160b1'", '\\~〜ｱ'],
  ['VARCHAR(9) CHARACTER SET cp932', "X'5c7e81608740fbfc'", '\\~～①髙'],
  ['VARCHAR(9) CHARACTER SET gbk', "X'a2a1c4e3'", 'ⅰ你'],
  ['VARCHAR(9) CHARACTER SET big5', "X'a44ac94a'", '入\ufa0c'],
  ['VARCHAR(9) CHARACTER SET euckr', "X'b0a18141'", '가갂'],
  ['VARCHAR(9) CHARACTER SET ujis', "X'8eb1b0a1'", 'ｱ亜'],
  ['VARCHAR(9) CHARACTER SET koi8r', "X'c6a3'", 'фё'],
  ['VARCHAR(9) CHARACTER SET greek', "X'e1'", 'α'],
  ['VARCHAR(9) CHARACTER SET hebrew', "X'f9'", 'ש'],
  ['VARCHAR(9) CHARACTER SET cp1256', "X'c7'", 'ا'],
  ['VARCHAR(9) CHARACTER SET tis620', "X'a1'", 'ก'],
  ['VARCHAR(9) CHARACTER SET utf16', "'\u{1f3cf}\ufeff'", '\u{1f3cf}\ufeff'],
  ['VARCHAR(9) CHARACTER SET utf16le', "'\ufeff\u{1f3cf}'", '\ufeff\u{1f3cf}'],
  ['VARCHAR(9) CHARACTER SET utf32', "'\ufeffé'", '\ufeffé'],
  ['VARCHAR(9) CHARACTER SET ucs2', "'\ufeffé'", '\ufeffé'],
  ['VARCHAR(9) CHARACTER SET utf8mb3', "'漢'", '漢'],
  ['TEXT CHARACTER SET utf8mb4', "'\ufeff\u{1f3cf}\\0'", '\ufeff\u{1f3cf}\u0000'],
  ['LONGTEXT', "REPEAT('é', 70000)", 'é'.repeat(70000)],
  ["ENUM('a,b', 'it''s', 'é')", '1', 'a,b'],
  ["ENUM('a,b', 'it''s', 'é') CHARACTER SET latin1", '3', 'é'],
  ["ENUM('a,b', 'it''s', '漢') CHARACTER SET ucs2", '3', '漢'],
  ["ENUM('a', 'b')", "'no such'", ''],
  [`ENUM(${Array.from({ length: 300 }, (_, i) => `'m${i}'`).join(',')})`, '300', 'm299'],
  ["SET('a', 'b''', 'é') CHARACTER SET latin1", '7', "a,b',é"],
  ["SET('a', 'b')", '0', ''],
  [`SET(${Array.from({ length: 64 }, (_, i) => `'m${i}'`).join(',')})`, "'m0,m31,m32,m63'", 'm0,m31,m32,m63'],
  ['JSON', `'{"a": [1, null, "x", 1.5, true], "é": {}}'`, { a: [1, null, 'x', 1.5, true], é: {} }],
  ['JSON', `'"text"'`, 'text'],
  ['JSON', `'"1"'`, '1'],
  ['JSON', `'1'`, 1],
  ['JSON', `'null'`, null],
  ['JSON', 'NULL', null],
  ['JSON', `'[18446744073709551615, -9223372036854775808]'`, [18446744073709552000, -9223372036854775808]],
  ['JSON', `'{"__proto__": {"a": 1}, "b": 2}'`, JSON.parse('{"b": 2, "__proto__": {"a": 1}}')],
  ['JSON', `'[-0, -0.0, -0.5]'`, [0, 0, -0.5]],
  ['JSON', `'[1e300, -1.5e-10, 0.1]'`, [1e300, -1.5e-10, 0.1]],
  ['INT AS (40 + 2) VIRTUAL', 'DEFAULT', 42],
  ['VARCHAR(9) AS (CONCAT("v", 1)) STORED', 'DEFAULT', 'v1'],
  ['INT INVISIBLE', '7', 7],
];

const MYSQL: Case[] = [
  ['VARCHAR(9) CHARACTER SET gb18030', "X'a2a18139ee3990308130'", 'ⅰ\u3400\u{10000}'],
  [
    'JSON',
    'JSON_ARRAY(CAST(-1.50 AS DECIMAL(9,2)), CAST(12345678901234567890.123 AS DECIMAL(40,3)))',
    [-1.5, 12345678901234567000],
  ],
  [
    'JSON',
    "JSON_ARRAY(DATE'2026-01-02', TIME'-100:02:03.5', TIME'00:00:00', TIMESTAMP'2026-01-02 03:04:05.000006')",
    ['2026-01-02', '-100:02:03.500000', '00:00:00.000000', '2026-01-02 03:04:05.000006'],
  ],
  [
    'JSON',
    "JSON_ARRAY(X'00ff', CAST('a' AS BINARY), b'101')",
    ['base64:type15:AP8=', 'base64:type15:YQ==', 'base64:type15:BQ=='],
  ],
  ['JSON', "JSON_OBJECT('long', REPEAT('x', 70000))", { long: 'x'.repeat(70000) }],
];

const MARIADB: Case[] = [
  ['JSON', `'{"b": 1, "a": 2, "a": 3}'`, { b: 1, a: 3 }],
  ['LONGTEXT CHARACTER SET latin1 CHECK (JSON_VALID(c))', `'{"é": "é"}'`, { é: 'é' }],
  ['JSON', `' [1.] '`, ' [1.] '],
  ['JSON', `'1e400'`, Number.MAX_VALUE],
  ['VARCHAR(9) CHARACTER SET latin1 COLLATE latin1_swedish_nopad_ci', "'é '", 'é '],
  ['VARCHAR(9) CHARACTER SET utf16 COLLATE utf16_nopad_bin', "'é '", 'é '],
  ["ENUM('é') CHARACTER SET latin1 COLLATE latin1_nopad_bin", '1', 'é'],
  ['VARCHAR(9) CHARACTER SET ucs2 COLLATE ucs2_uca1400_ai_ci', "'é'", 'é'],
  ['TEXT COMPRESSED CHARACTER SET latin1', "REPEAT('é', 60000)", 'é'.repeat(60000)],
  ['VARCHAR(300) COMPRESSED', "'a '", 'a '],
  ['VARBINARY(255) COMPRESSED', "X'0000'", 'AAA='],
  ['UUID', "'00112233-4455-6677-8899-AABBCCDDEE00'", '00112233-4455-6677-8899-aabbccddee00'],
  ['INET4', "'10.0.0.0'", '10.0.0.0'],
  ['INET6', "'2001:0db8:0:0:1:0:0:1'", '2001:db8::1:0:0:1'],
  ['INET6', "'::ffff:1.2.3.4'", '::ffff:1.2.3.4'],
  ['INET6', "'1:0:2:3:4:5:6:7'", '1::2:3:4:5:6:7'],
];

/** Written by hand, so that what both ways have in common shows too. */
describe('values: what is published of them', () => {
  let wire: Wire;

  before(async () => {
    wire = await Wire.open();
    await wire.sql.query("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
  });
  after(() => wire.close());

  const check = async (name: string, [type, value, json]: Case): Promise<void> => {
    await wire.sql.query(`CREATE TABLE ${name} (id INT PRIMARY KEY, c ${type})`);
    await wire.sql.query(`INSERT INTO ${name} (id, c) VALUES (1, ${value})`);
    const table = (await readTables(wire.sql, wire.database, [{ table: name }])).get(name);
    assert(table);
    const expected = [{ id: 1, c: json }];
    const what = `${type} ${value}`;
    assert.deepStrictEqual(await wire.select(table, 'id'), expected, `${what} by SELECT`);
    assert.deepStrictEqual(
      (await wire.changesOf(name)).map((change) => read(table, change).after),
      expected,
      what,
    );
  };

  for (const [i, given] of CASES.entries()) {
    const [type, value] = given;
    it(`${type.slice(0, 60)} ${value.slice(0, 60)}`, () => check(`v${i}`, given));
  }

  it('of types that MySQL or MariaDB has alone: those of the server at hand', async () => {
    for (const [i, given] of (wire.isMariaDb ? MARIADB : MYSQL).entries()) await check(`own${i}`, given);
  });
});
