import { onChangesOf } from './scorer/triggers.ts';

export const onMatchChanges = onChangesOf('matches');
export const onSquadChanges = onChangesOf('squads');
export const onEventChanges = onChangesOf('match_events');
export { onEntryWritten, onTermsWritten } from './scorer/triggers.ts';
export { onSettlementShard } from './settlement/triggers.ts';
export { sweep } from './sweep/triggers.ts';
export { createLeague, joinLeague, leaveLeague, openContest, powerUp, saveEntry } from './calls/triggers.ts';
