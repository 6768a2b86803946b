export { reversePosting } from './calls/triggers.ts';
export { onCharges, onGrants } from './intake/triggers.ts';
