export { onMatchChanges } from './triggers.ts';
