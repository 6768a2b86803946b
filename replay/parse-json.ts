import type { z } from 'zod';
import { MatchFileError } from './script.ts';

/** @throws MatchFileError cutShort when the text ends too early, invalid when it is no JSON, each with line and column */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const end = text.trimEnd().length;
    const told = /position (\d+)/.exec((error as Error).message)?.[1];
    const position = told === undefined ? end : Number(told);
    const short = position >= end || /end of JSON|Unterminated string/.test((error as Error).message);
    const at = short ? end : position;
    const lines = text.slice(0, at).split('\n');
    const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
    if (short) throw new MatchFileError('cutShort', file, place, 'the file ends in the middle; download it again');
    throw new MatchFileError('invalid', file, place, `no JSON: ${(error as Error).message}`);
  }
}

/** @throws MatchFileError invalid, with the JSON path of the first thing that is not as it must be */
export function parseShape<T>(file: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new MatchFileError('invalid', file, pathText(issue?.path ?? []), issue?.message ?? 'not as expected');
}

/** `innings[1].overs[3].team`. */
export function pathText(path: readonly PropertyKey[]): string {
  return (
    path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '') || 'top'
  );
}
