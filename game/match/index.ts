export * from './rows.ts';
export * from './view.ts';
export { eventRow } from './event-row.ts';
export { type Ending, endingOf } from './ending.ts';
export { foldMatch } from './fold.ts';
export { liveDigest } from './live-digest.ts';
