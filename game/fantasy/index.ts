export * from './contest.ts';
export * from './entry.ts';
export * from './prizes.ts';
export * from './timeline.ts';
