import { z } from 'zod';

/** What must have been so at the end of some day of a fan's. Once it was, it stays so: only an activity that is undone takes it back. */
export type Condition =
  | { counter: string; atLeast: number }
  /** Days in a row. */
  | { streak: string; atLeast: number }
  | { level: number }
  | { all: Condition[] }
  | { any: Condition[] }
  /** A counter over some days in a row, or over some hours. */
  | { within: { days: number } | { hours: number }; of: { counter: string; atLeast: number } };

const atLeast = z.int().min(1).max(1_000_000_000_000);
const ofCounter = z.strictObject({ counter: z.string(), atLeast });

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    ofCounter,
    z.strictObject({ streak: z.string(), atLeast: z.int().min(1).max(100_000) }),
    z.strictObject({ level: z.int().min(2).max(1_000) }),
    z.strictObject({ all: z.array(conditionSchema).min(1).max(10) }),
    z.strictObject({ any: z.array(conditionSchema).min(1).max(10) }),
    z.strictObject({
      within: z.union([
        z.strictObject({ days: z.int().min(1).max(366) }),
        z.strictObject({ hours: z.int().min(1).max(48) }),
      ]),
      of: ofCounter,
    }),
  ]),
);

/** A condition and all that it consists of, each with its path. */
export function* partsOf(condition: Condition, path: Path): Generator<[Condition, Path]> {
  yield [condition, path];
  const [list, parts] =
    'all' in condition ? ['all', condition.all] : 'any' in condition ? ['any', condition.any] : ['', []];
  for (const [at, part] of parts.entries()) yield* partsOf(part, [...path, list, at]);
}

export type Path = (string | number)[];
