import { ChangeIntake, statsTables } from '@fanfold/kit/changes';
import { CommitQueue, MAX_LINGERING, type Pace, QueuePool } from '@fanfold/kit/commit';
import type { Publish } from '@fanfold/kit/messages';
import type { Firestore } from 'firebase-admin/firestore';
import { FantasyStore } from './fantasy-store.ts';
import type { ScorerItem } from './items.ts';
import { MatchScorer, type MatchScorerOptions } from './match-scorer.ts';
import { SERVICE } from './state.ts';

export interface ScorerOptions {
  db: Firestore;
  publish: Publish;
  publishItems: MatchScorerOptions['publishItems'];
  pace: () => Pace;
  /** Epoch of changes whose envelope carries none. */
  epoch: () => number;
  now?: () => Date;
  /** See MatchScorerOptions. */
  entriesEveryMs?: number;
  newSalt?: () => string;
  /** Memory that matches may take, in bytes. */
  maxBytes?: number;
  /** For fault tests: something other than the store of `db`. */
  store?: FantasyStore;
}

/** As often as clocks and possession change: no entry that is saved now changes anybody's points before the next over or minute. */
const ENTRIES_EVERY_MS = 5_000;

/** Of an instance of 1 GiB, half of which is heap: rows are on it, teams are arrays beside it. The rest is for the runtime and what is under way. */
const MAX_BYTES = 400_000_000;

/** One instance of the scoring function: all that it takes in, match by match. */
export class Scorer {
  readonly #queues: QueuePool<ScorerItem>;
  readonly #intake: ChangeIntake;

  constructor(options: ScorerOptions) {
    const {
      db,
      publish,
      publishItems,
      pace,
      epoch,
      now = () => new Date(),
      entriesEveryMs = ENTRIES_EVERY_MS,
      maxBytes = MAX_BYTES,
      store = new FantasyStore(db),
      newSalt,
    } = options;
    const scorerOptions = { store, publish, publishItems, now, entriesEveryMs, ...(newSalt && { newSalt }) };
    this.#queues = new QueuePool({
      service: SERVICE,
      maxBytes,
      maxLingering: MAX_LINGERING,
      make: (matchId, fit) =>
        new CommitQueue(matchId, SERVICE, pace, new MatchScorer(matchId, { ...scorerOptions, fit })),
    });
    this.#intake = new ChangeIntake({
      db,
      service: SERVICE,
      tables: statsTables,
      epoch,
      submit: (matchId, writes) => this.#queues.submit(matchId, { kind: 'rows', writes }),
      reload: (matchId) => this.#queues.reload(matchId),
      inMemory: () => this.#queues.scopes,
      scopes: () => store.scopes(),
    });
  }

  /** Takes in a message of row changes; see `ChangeIntake.handle`. */
  handle(text: string): Promise<void> {
    return this.#intake.handle(text);
  }

  /** Time has passed: lets the lock fall if it is due, and takes over the entries that have been saved. */
  tick(matchId: string): Promise<void> {
    return this.#queues.submit(matchId, { kind: 'tick' });
  }

  /** Lets the lock fall that is due by what stands in Firestore: an instance that only ticks may not have heard that it is. */
  lockDue(matchId: string): Promise<void> {
    return this.#queues.reload(matchId);
  }

  /** Returns when the documents of the match's contests follow from what ops have set or said. */
  showTerms(matchId: string): Promise<void> {
    return this.#queues.submit(matchId, { kind: 'terms' });
  }

  /** Returns when the documents of the match's contests are what its rows and entries say, whatever stood there. */
  refold(matchId: string): Promise<void> {
    return this.#queues.submit(matchId, { kind: 'refold' });
  }
}
