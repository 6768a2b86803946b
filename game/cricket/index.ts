export * from './scorecard.ts';
export { foldCricket } from './fold.ts';
export { dismissalText } from './text.ts';
