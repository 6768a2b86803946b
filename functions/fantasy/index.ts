/** Names of functions are one space for all services of a project. */
export { onEntryWritten } from './entries/triggers.ts';
export { onDirectiveWritten, onTermsWritten, scoreMatchChanges } from './scorer/triggers.ts';
export { onFanErased, onFanWritten } from './fans/triggers.ts';
export { onSettlementShard } from './settlement/triggers.ts';
export { sweep } from './sweep/triggers.ts';
export { createLeague, joinLeague, leaveLeague, openContest, powerUp, saveEntry } from './calls/triggers.ts';
export { holdSettlement, moveLock, reopenContest, settleContest, voidContest } from './calls/triggers.ts';
