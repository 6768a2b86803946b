export * from './rows.ts';
export * from './view.ts';
export { eventRow } from './event-row.ts';
export { type Ending, type WrongCount, endingOf, isOver, wrongCountOf } from './ending.ts';
export { hasPlay, isPlay } from './live-play.ts';
export { foldMatch } from './fold.ts';
export { liveDigest } from './live-digest.ts';
