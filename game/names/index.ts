/** Texts that fans choose and others read: names in any script, and handles, of which no two that look alike exist. */
export { type Handle, type HandleProblem, isReservedHandle, readHandle } from './handle.ts';
export { type TextProblem, nameProblem, textProblem, tidied } from './shown-text.ts';
