import type { Firestore } from 'firebase-admin/firestore';
import { ChangeIntake } from '../changes/change-intake.ts';
import { CommitQueue, type Pace } from './commit-queue.ts';
import { MatchCommitter } from './match-committer.ts';
import { MatchStore } from './match-store.ts';
import type { Publish } from '../messages/publish.ts';
import type { Projector } from './projector.ts';
import { QueuePool } from './queue-pool.ts';

export interface ProjectorIntakeOptions {
  db: Firestore;
  projector: Projector;
  publish: Publish;
  pace: () => Pace;
  /** Epoch of envelopes that carry none. */
  epoch: () => number;
  /** For fault tests: something other than the store of `db`. */
  store?: MatchStore;
}

/** Matches kept in memory. */
const MATCHES_HELD = 200;

/** The intake of a service that is a projector and nothing else. */
export function projectorIntake(options: ProjectorIntakeOptions): ChangeIntake {
  const { db, projector, publish, pace, epoch, store = new MatchStore(db, projector) } = options;
  const { service, tables } = projector;
  const queues = new QueuePool(
    MATCHES_HELD,
    (matchId) => new CommitQueue(matchId, service, pace, new MatchCommitter(matchId, { projector, store, publish })),
  );
  return new ChangeIntake({
    db,
    service,
    tables,
    epoch,
    submit: (matchId, writes) => queues.of(matchId).submit(writes),
    matchIds: () => store.matchIds(),
  });
}
