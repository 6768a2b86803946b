import assert from 'node:assert/strict';
import { MAX_FILE_BYTES } from '@fanfold/game/coupons';
import { readFile } from './read-file.ts';

describe('reading a file of codes', () => {
  const read = (text: string | Buffer) => readFile(Buffer.from(text as string));
  const problemsOf = (text: string | Buffer) =>
    read(text).problems.map(({ line, code, sameAs }) => [line, code, ...(sameAs ? [sameAs] : [])]);

  it('takes one code a line below the header', () => {
    assert.deepEqual(read('code\nAAAA-1\nBBBB-2\n'), {
      codes: [
        { line: 2, code: 'AAAA-1' },
        { line: 3, code: 'BBBB-2' },
      ],
      problems: [],
    });
  });

  it('takes what spreadsheets write: a byte order mark, CRLF, quotes, blanks around, no last line feed', () => {
    const { codes, problems } = read('\ufeffCode\r\n"AAAA"\r\n BBBB \r\nCCCC');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      codes.map(({ code }) => code),
      ['AAAA', 'BBBB', 'CCCC'],
    );
  });

  it('tells codes apart by case: many partners use both', () => {
    assert.deepEqual(problemsOf('code\naaaa\nAAAA\n'), []);
  });

  it('names the line of every code that stands twice, and of the first one', () => {
    assert.deepEqual(problemsOf('code\nAAAA\nBBBB\nAAAA\nAAAA\n'), [
      [4, 'duplicate', 2],
      [5, 'duplicate', 2],
    ]);
  });

  it('names the lines of blanks, formulas and what is no code', () => {
    assert.deepEqual(
      problemsOf(
        [
          'code',
          '',
          '=CMD()',
          '+123',
          '-123',
          '@SUM',
          'AB',
          'A B C',
          'АВСD',
          'AAA\u200bA',
          'a'.repeat(65),
          '""',
          'GOOD',
        ].join('\n'),
      ),
      [
        [2, 'blank'],
        [3, 'formula'],
        [4, 'formula'],
        [5, 'formula'],
        [6, 'formula'],
        [7, 'badLength'],
        [8, 'badCharacter'],
        [9, 'badCharacter'],
        [10, 'badCharacter'],
        [11, 'badLength'],
        [12, 'blank'],
      ],
    );
  });

  it('wants the header and nothing beside the codes', () => {
    assert.deepEqual(problemsOf(''), [[1, 'noHeader']]);
    assert.deepEqual(problemsOf('AAAA\nBBBB\n'), [[1, 'noHeader']]);
    assert.deepEqual(problemsOf('code;value\nAAAA;5\n')[0], [1, 'noHeader']);
    assert.deepEqual(problemsOf('code\nAAAA,5\nBBBB\n'), [[2, 'moreColumns']]);
  });

  it('finds no problem in a header alone, and no code', () => {
    assert.deepEqual(read('code\n'), { codes: [], problems: [] });
  });

  it('names the line from which on it is no UTF-8', () => {
    assert.deepEqual(problemsOf(Buffer.from('code\nAAAA\nCAFÉ-1\n', 'latin1')), [[3, 'notUtf8']]);
    assert.deepEqual(problemsOf(Buffer.from('\ufeffcode\nAAAA\n', 'utf16le')), [[1, 'notUtf8']]);
    // Whichever line ends it has, or mixes.
    for (const ends of ['\r', '\r\n', '\n'])
      assert.deepEqual(problemsOf(Buffer.from(`code${ends}AAAA${ends}CAFÉ-1${ends}`, 'latin1')), [[3, 'notUtf8']]);
    assert.deepEqual(problemsOf(Buffer.from('code\n\r\nAAAA\r\rÉ', 'latin1')), [[5, 'notUtf8']]);
    // A file that was cut in the middle of a letter.
    assert.deepEqual(problemsOf(Buffer.from('code\nAAAA\nÉ').subarray(0, -1)), [[3, 'notUtf8']]);
  });

  it('takes no UTF-16 for text, also where its bytes are UTF-8', () => {
    assert.notDeepEqual(problemsOf(Buffer.from('code\nAAAA\n', 'utf16le')), []);
  });

  it('names the line from which on it is no CSV', () => {
    assert.deepEqual(problemsOf('code\nAAAA\n"BBBB\nCCCC\n').at(-1)?.[1], 'notCsv');
    assert.deepEqual(problemsOf('code\nAAAA\nBB"BB\n'), [[3, 'notCsv']]);
  });

  it('reads no further in a record that has no end', () => {
    const { codes, problems } = read(`code\nAAAA\n"${'x'.repeat(MAX_FILE_BYTES)}`);
    assert.deepEqual([codes.length, problems], [1, [{ line: 3, code: 'notCsv' }]]);
  });

  it('takes a line of marks without end for no code', () => {
    assert.deepEqual(problemsOf(`code\nA${'\u0301'.repeat(300)}\nAAAA\n`), [[2, 'badLength']]);
    assert.deepEqual(problemsOf(`code\n${'﷽'.repeat(20)}\nAAAA\n`), [[2, 'badCharacter']]);
  });

  it('counts lines as an editor does, whichever line ends are mixed', () => {
    assert.deepEqual(problemsOf('code\nAAAA\r\nBBBB\r\nAAAA\r\n'), [[4, 'duplicate', 2]]);
    assert.deepEqual(problemsOf('code\rAAAA\rBBBB\r\n\nX\n'), [
      [4, 'blank'],
      [5, 'badLength'],
    ]);
    const many = Array.from({ length: 999 }, (_, n) => `C${n + 1_000}\r\n`).join('');
    assert.deepEqual(problemsOf(`code\n${many}X\r\n`), [[1_001, 'badLength']]);
  });

  it('names the line in which a quote begins', () => {
    const many = Array.from({ length: 1_000 }, (_, n) => `C${n + 1_000}\n`).join('');
    assert.deepEqual(problemsOf(`code\nAAAA\n"BBBB\n${many}`), [[3, 'notCsv']]);
    assert.deepEqual(problemsOf('code\nAAAA\n"BB\nBB"\nX\n'), [
      [3, 'badCharacter'],
      [5, 'badLength'],
    ]);
  });

  it('drops no blank around a code that cannot be seen', () => {
    for (const blank of ['\u00a0', '\ufeff', '\u2003', '\v', '\f', '\u2028', '\u0085', '\u3000'])
      for (const code of [`${blank}AAAA`, `AAAA${blank}`, `"AAAA${blank}"`])
        assert.deepEqual(problemsOf(`code\n${code}\n`), [[2, 'badCharacter']], JSON.stringify(code));
  });

  it('quotes no code in a problem', () => {
    const { problems } = read('code\nSECRET-1\nSECRET-1\n=SECRET\n"SECRET\n');
    assert.equal(problems.length, 3);
    assert.doesNotMatch(JSON.stringify(problems), /SECRET/);
  });
});
