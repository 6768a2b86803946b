export * from './scorecard.ts';
export { foldCricket } from './fold.ts';
