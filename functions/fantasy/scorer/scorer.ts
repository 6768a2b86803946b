import { ChangeIntake, statsTables } from '@fanfold/kit/changes';
import { CommitQueue, MAX_LINGERING, type Pace, QueuePool } from '@fanfold/kit/commit';
import type { Publish } from '@fanfold/kit/messages';
import type { Firestore } from 'firebase-admin/firestore';
import type { EntryRecord } from '../engine/roster.ts';
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
  entryRestMs?: number;
  newSalt?: () => string;
  /** Memory that matches may take, in bytes. */
  maxBytes?: number;
  /** For fault tests: something other than the store of `db`. */
  store?: FantasyStore;
}

/** Long enough for another instance to read and commit, short enough for who waits for his receipt to count. */
const ENTRY_REST_MS = 200;

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
      entryRestMs = ENTRY_REST_MS,
      maxBytes = MAX_BYTES,
      store = new FantasyStore(db),
      newSalt,
    } = options;
    const scorerOptions = { store, publish, publishItems, now, entryRestMs, ...(newSalt && { newSalt }) };
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

  /** Returns when the entry is in the blocks. @throws when that is not certain; it must then come again */
  enter(matchId: string, contestId: string, entry: EntryRecord): Promise<void> {
    return this.#queues.submit(matchId, { kind: 'entry', contestId, entry });
  }

  /** Time has passed: lets the lock fall if it is due. */
  tick(matchId: string): Promise<void> {
    return this.#queues.submit(matchId, { kind: 'tick' });
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
