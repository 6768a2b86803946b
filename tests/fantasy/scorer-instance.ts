import { FantasyStore } from '@fanfold/fantasy/scorer/fantasy-store';
import { Scorer } from '@fanfold/fantasy/scorer/scorer';
import type { Pace } from '@fanfold/kit/commit';
import type { Activity, Effect } from '@fanfold/kit/messages';
import type { Firestore } from 'firebase-admin/firestore';
import { type Fate, Killed } from '../folding/instance.ts';
import { AT_ONCE } from '../folding/rough-delivery.ts';

/** A store whose instance may die around its commits. */
class MortalStore extends FantasyStore {
  readonly #fate: Fate;

  constructor(db: Firestore, fate: Fate) {
    super(db);
    this.#fate = fate;
  }

  override async commit(...args: Parameters<FantasyStore['commit']>): ReturnType<FantasyStore['commit']> {
    if (this.#fate('beforeCommit')) throw new Killed('before commit');
    const done = await super.commit(...args);
    if (this.#fate('afterCommit')) throw new Killed('after commit');
    return done;
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
): Scorer {
  const publish = <T>(into: T[], items: readonly T[]): Promise<void> => {
    if (fate('beforePublish')) return Promise.reject(new Killed('before publish'));
    into.push(...items);
    return fate('afterPublish') ? Promise.reject(new Killed('after publish')) : Promise.resolve();
  };
  return new Scorer({
    db,
    publish: (effects) => publish(published.effects, effects),
    publishItems: (_topic, items) => publish(published.activities, items),
    pace: () => pace,
    epoch: () => 0,
    now,
    // One instance at a time has nobody to wait for.
    entryRestMs: 0,
    // Documents of two instances are compared.
    newSalt: () => 'salt',
    store: new MortalStore(db, fate),
  });
}
