/** Live fantasy: scoring tables, points, entries, ranks and prizes. */
export * from './contest.ts';
export * from './contest-of.ts';
export * from './directives.ts';
export * from './entry.ts';
export * from './explain.ts';
export * from './lock.ts';
export * from './place.ts';
export * from './power-up-start.ts';
export * from './prizes.ts';
export * from './rules.ts';
export * from './score-entry.ts';
export * from './scoring.ts';
export * from './timeline.ts';
export * from './validate-entry.ts';
export { NewerFormatError } from '../packing/bytes.ts';
export { type TermsProblem, contestProblems } from './contest-problems.ts';
export { decodeTimeline, encodeTimeline } from './pack-timeline.ts';
export { pointsTimeline } from './points-timeline.ts';
