import { FantasyStore } from '@fanfold/fantasy/scorer/fantasy-store';
import { EntryStore } from '@fanfold/fantasy/entries/entry-store';
import { EntryWriter } from '@fanfold/fantasy/entries/entry-writer';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import { Scorer, type ScorerOptions } from '@fanfold/fantasy/scorer/scorer';
import type { Pace } from '@fanfold/kit/commit';
import type { Activity, Effect } from '@fanfold/kit/messages';
import type { Firestore } from 'firebase-admin/firestore';
import { type Fate, Killed, dieAround } from '../folding/instance.ts';
import { AT_ONCE } from '../folding/rough-delivery.ts';

/** A store whose instance may die around its commits. */
class MortalStore extends FantasyStore {
  readonly #fate: Fate;

  constructor(db: Firestore, fate: Fate) {
    super(db);
    this.#fate = fate;
  }

  override commit(...args: Parameters<FantasyStore['commit']>): ReturnType<FantasyStore['commit']> {
    return dieAround(this.#fate, () => super.commit(...args));
  }
}

class MortalEntryStore extends EntryStore {
  readonly #fate: Fate;

  constructor(db: Firestore, fate: Fate) {
    super(db);
    this.#fate = fate;
  }

  override commit(...args: Parameters<EntryStore['commit']>): ReturnType<EntryStore['commit']> {
    return dieAround(this.#fate, () => super.commit(...args));
  }
}

/** The functions of one service in one process: what one commits, the next asks for. */
export class ScoringInstance extends Scorer {
  readonly writer: EntryWriter;

  constructor(options: ScorerOptions, writer: EntryWriter) {
    super(options);
    this.writer = writer;
  }

  /** Takes in an entry, and then what the sweep would within a minute. */
  async enter(matchId: string, contestId: string, entry: EntryRecord): Promise<void> {
    await this.writer.enter(matchId, contestId, entry);
    await this.tick(matchId);
  }
}

/** What Pub/Sub has of what scorers published. */
export interface Published {
  effects: Effect[];
  activities: Activity[];
}

export function nothingPublished(): Published {
  return { effects: [], activities: [] };
}

/** One instance of the scoring function on a real Firestore. The clock stands long before any match unless it is given. */
export function startScorer(
  db: Firestore,
  published: Published = nothingPublished(),
  fate: Fate = () => false,
  now: () => Date = () => new Date('2000-01-01T00:00:00Z'),
  pace: Pace = AT_ONCE,
  // Documents of two instances are compared.
  newSalt: () => string = () => 'salt',
): ScoringInstance {
  const publish = <T>(into: T[], items: readonly T[]): Promise<void> => {
    if (fate('beforePublish')) return Promise.reject(new Killed('before publish'));
    into.push(...items);
    return fate('afterPublish') ? Promise.reject(new Killed('after publish')) : Promise.resolve();
  };
  const options: ScorerOptions = {
    db,
    publish: (effects) => publish(published.effects, effects),
    publishItems: (_topic, items) => publish(published.activities, items),
    pace: () => pace,
    epoch: () => 0,
    now,
    newSalt,
    store: new MortalStore(db, fate),
  };
  return new ScoringInstance(options, new EntryWriter({ store: new MortalEntryStore(db, fate), pace: () => pace }));
}
