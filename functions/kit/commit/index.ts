export { CommitQueue } from './commit-queue.ts';
export type { Batch, Committer, Outcome } from './committer.ts';
export { FencedState } from './fenced-state.ts';
export { memoryOf } from './memory.ts';
export type { Pace } from './pace.ts';
export { ProjectionStore } from './projection-store.ts';
export {
  type Content,
  type Documents,
  type Fact,
  type Facts,
  NOTHING,
  type Projection,
  type Projector,
} from './projector.ts';
export { MAX_LINGERING, projectorIntake } from './projector-intake.ts';
export { QueuePool } from './queue-pool.ts';
export { refoldScope } from './refold.ts';
export { rejectCulprits, rejectWrites } from './reject-writes.ts';
export type { StateSpec, Stored } from './state-codec.ts';
export { type CommitContent, StateStore } from './state-store.ts';
export { type ChangesFunction, changesTrigger, livePace, liveTrigger } from './triggers.ts';
