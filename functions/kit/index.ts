/** The pattern of a live service: a projector says what rows mean, and `liveTriggers` does the rest. */
export { liveTriggers } from './triggers.ts';
export { type Effect, MOMENTS_TOPIC } from './effect.ts';
export type { Content, Fact, Projection, Projector } from './projector.ts';
export type { RowSet } from './row-set.ts';
export { matchEventsTable, matchesTable, squadsTable, statsTables } from './stats-tables.ts';
