import { CsvError, parse } from 'csv-parse/sync';
import { type CodeProblem, codeProblem } from './partner-code.ts';

/** What is wrong with a line of a partner's file. */
export type LineProblem =
  | CodeProblem
  /** From here on it is no UTF-8: another encoding, or bytes are missing. */
  | 'notUtf8'
  /** From here on it is no CSV, e.g. a quote is not closed. */
  | 'notCsv'
  /** The first line has to be `code`. */
  | 'noHeader'
  /** A line has one code and nothing else. */
  | 'moreColumns'
  /** The code stands in line `sameAs` too. */
  | 'duplicate'
  /** A campaign of the brand has this code already. */
  | 'known';

/** The code itself is not quoted: it would be in answers and logs. */
export interface ProblemAt {
  /** From 1. */
  line: number;
  code: LineProblem;
  sameAs?: number;
}

export interface CodeAt {
  line: number;
  code: string;
}

/** A record that is longer is no code; its quote was not closed, most likely. */
const MAX_RECORD = 1_000;

/** Reads a partner's file: CSV in UTF-8, with one column, `code`. Reads all of it, and finds every problem that does not hide the others. */
export function readFile(bytes: Uint8Array): { codes: CodeAt[]; problems: ProblemAt[] } {
  const file = decoded(bytes);
  if (file === null) return { codes: [], problems: [{ line: firstWrongLine(bytes), code: 'notUtf8' }] };
  const codes: CodeAt[] = [];
  const problems: ProblemAt[] = [];
  const lines = new Map<string, number>();
  let isHeader = true;
  /** Where the next record begins: a quote may hold several lines, and one that is not closed all that are left. */
  let line = 1;
  const take = (record: readonly string[]) => {
    const [code = ''] = record;
    if (isHeader) {
      isHeader = false;
      if (record.length !== 1 || code.toLowerCase() !== 'code') problems.push({ line, code: 'noHeader' });
      return;
    }
    const problem = record.length > 1 ? 'moreColumns' : codeProblem(code);
    const sameAs = lines.get(code);
    if (problem) problems.push({ line, code: problem });
    else if (sameAs !== undefined) problems.push({ line, code: 'duplicate', sameAs });
    else {
      lines.set(code, line);
      codes.push({ line, code });
    }
  };
  try {
    parse(readable(file), {
      trim: true,
      record_delimiter: '\n',
      relax_column_count: true,
      max_record_size: MAX_RECORD,
      // Nothing is kept of it.
      on_record: (record: string[], { lines }) => {
        take(record);
        line = lines + 1;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    problems.push({ line, code: 'notCsv' });
  }
  if (isHeader && problems.length === 0) problems.push({ line: 1, code: 'noHeader' });
  return { codes, problems };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * With one kind of line end, as files have that several programs have written; and with a mark in place of blanks that cannot be told from none, so that
 * they are found wrong and not trimmed.
 */
function readable(file: string): string {
  return file.replace(/\r\n?/g, '\n').replace(/(?![ \t\n])[\s\u0085\ufeff]/g, '\ufffd');
}

/** Line ends are bytes of UTF-8 that are in no other character. */
function firstWrongLine(bytes: Uint8Array): number {
  const [feed, carriageReturn] = [0x0a, 0x0d];
  let [line, from] = [1, 0];
  for (const [at, byte] of bytes.entries()) {
    if (byte !== feed && byte !== carriageReturn) continue;
    if (decoded(bytes.subarray(from, at)) === null) return line;
    from = at + 1;
    if (byte === feed || bytes[from] !== feed) line++;
  }
  return line;
}
