/** Live fantasy: scoring tables, points, entries, ranks and prizes. */
export * from './contest.ts';
export * from './contest-of.ts';
export * from './entry.ts';
export * from './explain.ts';
export * from './place.ts';
export * from './prizes.ts';
export * from './ranks.ts';
export * from './rules.ts';
export * from './score-entry.ts';
export * from './scoring.ts';
export * from './timeline.ts';
export * from './validate-entry.ts';
export { NewerFormatError } from './bytes.ts';
export { type TermsProblem, contestProblems } from './contest-problems.ts';
export { decodeRanks, encodeRanks } from './pack-ranks.ts';
export { decodeTimeline, encodeTimeline } from './pack-timeline.ts';
export { pointsTimeline } from './points-timeline.ts';
