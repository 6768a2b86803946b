export { cutText } from './cut-text.ts';
export { keepDeadLetters } from './dead-letters.ts';
export {
  Grpc,
  InputFault,
  KitError,
  foldOrFault,
  grpcCode,
  isRefusedForGood,
  isTransient,
  isWriteConflict,
} from './errors.ts';
export { projectFirestore, projectPubSub } from './firebase.ts';
export { groupBy } from './group-by.ts';
export { inLanes } from './lanes.ts';
export { shardOf } from './shard-of.ts';
export type { Rejected } from './rejected.ts';
export { isWellFormed, storableProblem } from './storable.ts';
export { type Needs, callOptions, eventOptions, scheduleOptions } from './options.ts';
export { changesEpoch, minInstances } from './params.ts';
