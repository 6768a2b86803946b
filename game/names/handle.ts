import { handleKey } from './handle-key.ts';
import { isOneScript } from './scripts.ts';
import { looksLikeStaff } from './staff.ts';
import { type TextProblem, textProblem } from './shown-text.ts';

/** What a fan is found by, and nobody else has. */
export interface Handle {
  /** As it is shown: in lower case. */
  handle: string;
  /** Equal for all handles that look alike; see `handleKey`. */
  key: string;
}

/** Stable: apps have a text for each. */
export type HandleProblem =
  | Extract<TextProblem, 'empty' | 'tooLong' | 'invisibleCharacter' | 'tooManyMarks'>
  /** Fewer than MIN_CHARACTERS. */
  | 'tooShort'
  /** Something else than letters, their marks, digits from 0 to 9 and `_`. */
  | 'badCharacter'
  /** `_` at an end, or two of them side by side. */
  | 'badUnderscore'
  /** Digits alone are taken for an id. */
  | 'noLetter'
  /** Letters of more than one script, or such as no language writes. */
  | 'mixedScripts';

/** At least, marks counted too: Ram has two letters in Devanagari. `textProblem` says how many at most. */
const MIN_CHARACTERS = 3;

/** Joiners change how letters are shown and not which they are: a handle has none. */
const JOINERS = /[\u200C\u200D]/g;

/**
 * Reads a handle as it was typed: the one function on every path, in the app, in calls, of rows of the stats database, and in a backfill. A `@` before it
 * is no part of it.
 */
export function readHandle(typed: string): Handle | { problem: HandleProblem } {
  const handle = typed
    .trim()
    .replace(/^[@＠]/, '')
    .normalize('NFKC')
    .replace(JOINERS, '')
    .toLowerCase()
    // Of the Turkish capital: the dot is in the letter.
    .replaceAll('i\u0307', 'i')
    .normalize('NFKC');
  const problem = problemOf(handle);
  return problem === null ? { handle, key: handleKey(handle) } : { problem };
}

function problemOf(handle: string): HandleProblem | null {
  const problem = textProblem(handle);
  if (problem !== null) return problem as HandleProblem;
  if (/[^\p{L}\p{M}0-9_]/u.test(handle)) return 'badCharacter';
  if (/^_|_$|__/.test(handle)) return 'badUnderscore';
  if (!/\p{L}/u.test(handle)) return 'noLetter';
  if (!isOneScript(handle)) return 'mixedScripts';
  return [...handle].length < MIN_CHARACTERS ? 'tooShort' : null;
}

/** What pages of an app, its own voice or a group are called; words of staff are in staff.ts. */
const RESERVED = (
  'about|account|all|anonymous|api|app|bot|contact|deleted|everyone|fan|fans|feed|help|here|home|info|login|logout|mail|me|' +
  'news|nobody|null|privacy|profile|root|search|security|settings|shop|signup|system|team|terms|undefined|unknown|user|wallet|www'
).split('|');

const RESERVED_KEYS = new Set(RESERVED.map(handleKey));

/** Whether no fan may claim it: others would take them for the app, or its page for theirs. */
export function isReservedHandle({ handle, key }: Handle): boolean {
  return RESERVED_KEYS.has(key) || looksLikeStaff(handle.replaceAll('_', ' '));
}
