import { onChangesOf } from './scorer/triggers.ts';

export { onEntryWritten } from './scorer/triggers.ts';
export const onMatchChanges = onChangesOf('matches');
export const onSquadChanges = onChangesOf('squads');
export const onEventChanges = onChangesOf('match_events');
