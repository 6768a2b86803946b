import { onChangesOf } from './scorer/triggers.ts';

/** Names of functions are one space for all services of a project. */
export const scoreMatchChanges = onChangesOf('matches');
export const scoreSquadChanges = onChangesOf('squads');
export const scoreEventChanges = onChangesOf('match_events');
export { onEntryWritten, onTermsWritten } from './scorer/triggers.ts';
export { onSettlementShard } from './settlement/triggers.ts';
export { sweep } from './sweep/triggers.ts';
export { createLeague, joinLeague, leaveLeague, openContest, powerUp, saveEntry } from './calls/triggers.ts';
