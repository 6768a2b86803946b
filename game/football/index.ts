export * from './scorecard.ts';
export { foldFootball } from './fold.ts';
