import { z } from 'zod';

/** What is wrong with a code of a partner's. */
export type CodeProblem =
  | 'blank'
  /** Spreadsheets take it for a formula, and would run it for those who open a list of codes. */
  | 'formula'
  /** Something else than letters, digits and signs of ASCII: blanks, invisible characters, look-alikes of other scripts. */
  | 'badCharacter'
  /** Fewer than 4 characters are guessed; more than 64 are no code. */
  | 'badLength';

const MESSAGES: Readonly<Record<CodeProblem, string>> = {
  blank: 'is blank',
  formula: 'begins as a formula does',
  badCharacter: 'has characters that are none of a code',
  badLength: 'has fewer than 4 or more than 64 characters',
};

/** Looks at no more of a long text than it must. */
export function codeProblem(code: string): CodeProblem | null {
  if (code === '') return 'blank';
  if (/^[=+\-@]/.test(code)) return 'formula';
  if (code.length < 4 || code.length > 64) return 'badLength';
  return /^[\x21-\x7e]*$/.test(code) && !/["',;]/.test(code) ? null : 'badCharacter';
}

export const partnerCode = z
  .string()
  .max(1_000)
  .superRefine((code, context) => {
    const problem = codeProblem(code);
    if (problem) context.addIssue({ code: 'custom', message: MESSAGES[problem], params: { code: problem } });
  });
