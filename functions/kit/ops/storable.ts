/** Firestore takes 20 levels of maps and lists, and its client throws at more; the document that holds the value takes some of them. */
const MAX_DEPTH = 12;

/** Of the names on the way to a value, with a dot between them. Firestore takes 1,500; the document that holds the value takes some of them. */
const MAX_PATH_BYTES = 1_000;

const RESERVED = /^__.*__$/s;

/** A half of a character, which UTF-8 has no bytes for: no server can read the commit that it is in. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a text is the same after it has been bytes. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/**
 * Why Firestore cannot keep a value as it is: its client or its server refuses it, as if there were a fault in the service, or gives back another one.
 *
 * @returns null when it can
 */
export function storableProblem(value: unknown): string | null {
  return problemOf(value, 0, 0);
}

function problemOf(value: unknown, depth: number, pathBytes: number): string | null {
  if (typeof value === 'string') return isWellFormed(value) ? null : 'half a character';
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'a number that is none';
  if (typeof value === 'boolean' || value === null) return null;
  if (typeof value !== 'object') return `a value of type ${typeof value}`;
  if (depth >= MAX_DEPTH) return `more than ${MAX_DEPTH} levels`;
  if (Array.isArray(value)) {
    if (value.some(Array.isArray)) return 'a list in a list';
    return firstProblem(value, (part) => problemOf(part, depth + 1, pathBytes));
  }
  return firstProblem(Object.entries(value), ([name, part]) => {
    const bytes = pathBytes + Buffer.byteLength(name) + 1;
    return (
      nameProblem(name) ?? (bytes > MAX_PATH_BYTES ? 'a name that is too long' : problemOf(part, depth + 1, bytes))
    );
  });
}

function nameProblem(name: string): string | null {
  if (name === '') return 'a field without a name';
  if (RESERVED.test(name)) return 'a name that is reserved';
  return isWellFormed(name) ? null : 'half a character in a name';
}

function firstProblem<T>(parts: readonly T[], problem: (part: T) => string | null): string | null {
  for (const part of parts) {
    const found = problem(part);
    if (found !== null) return found;
  }
  return null;
}
