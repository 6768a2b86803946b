export { CommitQueue, type Committer, type Outcome, type Pace, type Batch } from './commit-queue.ts';
export { MatchStore, STATE_ALARM_BYTES } from './match-store.ts';
export { projectorIntake } from './projector-intake.ts';
export type { Content, Projection, Projector } from './projector.ts';
export { QueuePool } from './queue-pool.ts';
export { refoldMatch } from './refold.ts';
export { type ChangesFunction, changesTrigger, livePace, liveTrigger } from './triggers.ts';
