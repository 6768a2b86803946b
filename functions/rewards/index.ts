export { reversePosting } from './calls/triggers.ts';
