/** What is wrong with a line of a file; `sameAs` is another line. */
export interface LineProblem {
  line: number;
  code: string;
  sameAs?: number;
}

const PROBLEMS: Readonly<Record<string, string>> = {
  notUtf8: 'from here on it is no UTF-8',
  notCsv: 'from here on it is no CSV; perhaps a quote is not closed',
  noHeader: 'the first line has to be: code',
  moreColumns: 'it has more than one column',
  known: 'a campaign of the brand has this code already',
  blank: 'it is empty',
  formula: 'it begins like a formula of a spreadsheet',
  badCharacter: 'it has characters that no code has',
  badLength: 'it has fewer than 4 or more than 64 characters',
};

/** The lines of a file that were refused, in words. @param total how many problems there are, of which these are the first */
export function lineProblemsText(problems: readonly LineProblem[], total: number): string {
  const lines = problems.map(({ line, code, sameAs }) =>
    sameAs === undefined
      ? `Line ${line}: ${PROBLEMS[code] ?? code}.`
      : `Line ${line}: the same code as in line ${sameAs}.`,
  );
  const more = total > problems.length ? ` And ${total - problems.length} more.` : '';
  return `Nothing was taken. ${lines.join(' ')}${more}`;
}
