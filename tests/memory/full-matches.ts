import { projectorIntake } from '@fanfold/kit/commit';
import type { ChangeIntake } from '@fanfold/kit/changes';
import { fullFootball } from '@fanfold/replay/full-football';
import { scorecardProjector } from '@fanfold/scorecards/projector';
import type { DocumentData } from 'firebase-admin/firestore';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { StatsHistory, imageOf } from '../folding/history.ts';
import { AT_ONCE } from '../folding/rough-delivery.ts';

/** Something that takes in messages of row changes. */
type Instance = Pick<ChangeIntake, 'handle'>;

/** Full football matches in a Firestore in memory, all with the same rows: one is folded, the others have its state. */
export class FullMatches {
  readonly store = new MemoryFirestore();
  readonly ids: readonly string[];
  /** Reads of states of matches, and commits. */
  reads = 0;
  commits = 0;
  readonly #history = new StatsHistory();

  constructor(count: number) {
    this.ids = Array.from({ length: count }, (_, n) => `m${n}`);
    const { match, squads, steps } = fullFootball('m', 1);
    this.#history.put('matches', imageOf({ ...match, status: 'live' }));
    for (const squad of squads) this.#history.put('squads', imageOf(squad));
    for (const event of steps.flatMap(({ events }) => events)) this.#history.put('match_events', imageOf(event));
  }

  /**
   * Folds one match, and gives its state to all. From then on reads and commits count.
   *
   * @param own what the state of another match has that is its own
   */
  async fold(service: string, instance: Instance, own: (id: string) => DocumentData = () => ({})): Promise<void> {
    const all = this.#history.messages.flatMap((text) => JSON.parse(text) as unknown[]);
    await instance.handle(JSON.stringify(all));
    const state = this.store.documents.get(`matches/m/state/${service}`);
    if (!state) throw new Error('no state');
    for (const id of this.ids) {
      const data = { ...state.data, ...own(id) };
      this.store.documents.set(`matches/${id}/state/${service}`, { ...state, data });
    }
    this.store.before = (kind, paths) => {
      if (!paths.some((path) => /^matches\/[^/]+\/state\//.test(path))) return;
      if (kind === 'read') this.reads++;
      else this.commits++;
    };
  }

  /** A message with the nth row that comes later: a pass. */
  passOf(id: string, n: number): string {
    const feed = new StatsHistory(n);
    feed.put('match_events', { ...this.#history.image('match_events', 'm-100'), id: `late-${n}`, match_id: id });
    return feed.messages[0] ?? '';
  }

  /** Counts the matches that an instance has in memory, by reading the others: the latest first, for they take the places of those before. */
  async countInMemory(instance: Instance, n: number): Promise<number> {
    this.reads = 0;
    for (const id of [...this.ids].reverse()) await instance.handle(this.passOf(id, n));
    return this.ids.length - this.reads;
  }
}

/** An instance of the scorecards service that publishes nothing. */
export function scorecardsOn(store: MemoryFirestore, maxBytes?: number): ChangeIntake {
  return projectorIntake({
    db: store.firestore,
    projector: scorecardProjector,
    publish: () => Promise.resolve(),
    pace: () => AT_ONCE,
    epoch: () => 0,
    ...(maxBytes !== undefined && { maxBytes }),
  });
}
