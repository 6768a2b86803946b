import type { Firestore } from 'firebase-admin/firestore';
import { ChangeIntake } from '../changes/change-intake.ts';
import type { Write } from '../changes/row-set.ts';
import type { Publish } from '../messages/publish.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Pace } from './pace.ts';
import { ProjectionCommitter } from './projection-committer.ts';
import { ProjectionStore } from './projection-store.ts';
import type { Projector } from './projector.ts';
import { QueuePool } from './queue-pool.ts';

export interface ProjectorIntakeOptions {
  db: Firestore;
  projector: Projector;
  publish: Publish;
  pace: () => Pace;
  /** Epoch of envelopes that carry none. */
  epoch: () => number;
  /** Memory that scopes may take, in bytes. */
  maxBytes?: number;
  /** For fault tests: something other than the store of `db`. */
  store?: ProjectionStore;
}

/** Of an instance of 1 GiB, half of which is heap; the rest is for the runtime, the libraries and what is under way. */
const MAX_BYTES = 300_000_000;

/** Half of the requests that an instance takes at once; the other half is for what is under way (npm run bench -- pace). */
export const MAX_LINGERING = 250;

/** The intake of a service that is a projector and nothing else. */
export function projectorIntake(options: ProjectorIntakeOptions): ChangeIntake {
  const { db, projector, publish, pace, epoch, maxBytes = MAX_BYTES } = options;
  const { store = new ProjectionStore(db, projector) } = options;
  const { service, tables } = projector;
  const queues = new QueuePool<readonly Write[]>({
    service,
    maxBytes,
    maxLingering: MAX_LINGERING,
    make: (scope) => new CommitQueue(scope, service, pace, new ProjectionCommitter(scope, store, publish)),
  });
  return new ChangeIntake({
    db,
    service,
    tables,
    epoch,
    submit: (scope, writes) => queues.submit(scope, writes),
    reload: (scope) => queues.reload(scope),
    inMemory: () => queues.scopes,
    scopes: () => store.scopes(),
  });
}
