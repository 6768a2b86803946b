import type { Committer, Outcome, Batch } from './commit-queue.ts';
import { applyTombstones } from '../changes/shared-tombstones.ts';
import { logCommit } from '../ops/log.ts';
import { type MatchState, type MatchStore, STATE_ALARM_BYTES } from './match-store.ts';
import type { Publish } from '../messages/publish.ts';
import { NOTHING, type Projection, type Projector, diffDocuments, diffFacts } from './projector.ts';
import { type Write, strongest } from '../changes/row-set.ts';

export interface MatchCommitterOptions {
  projector: Projector;
  store: MatchStore;
  publish: Publish;
}

/** A match as this instance last committed or read it. */
interface Held {
  state: MatchState;
  projection: Projection;
  /** Effects of `state.outbox` may not have been published yet. */
  owesEffects: boolean;
}

/** Commits the row changes of one match, with the public documents that a projector makes of the rows. */
export class MatchCommitter implements Committer<readonly Write[]> {
  readonly #matchId: string;
  readonly #options: MatchCommitterOptions;
  #held: Held | undefined;

  constructor(matchId: string, options: MatchCommitterOptions) {
    this.#matchId = matchId;
    this.#options = options;
  }

  forget(): void {
    this.#held = undefined;
  }

  /** Rows are applied in place; whoever fails after that drops what is held and reads again. */
  async commit(turn: Batch<readonly Write[]>): Promise<Outcome> {
    const { projector, store } = this.#options;
    const started = performance.now();
    const reads = this.#held ? 0 : 1;
    const held = (this.#held ??= await this.#load());
    await this.#publishOwed(held);
    const taken = turn.take();
    const { rows } = held.state;
    let applied = strongest(applyTombstones(rows, held.state.tombstones), rows.applyAll(taken));
    const isNew = held.state.rev === 0;
    let projection = held.projection;
    do {
      const joined = turn.take();
      taken.push(...joined);
      applied = strongest(applied, rows.applyAll(joined));
      if (applied === 'applied') projection = projector.project(this.#matchId, rows);
    } while (projection.liveDigest === held.projection.liveDigest && applied !== 'stale' && (await turn.linger()));
    const obsolete = held.state.foldVersion < projector.foldVersion;
    // A match gets its state with its first message, whatever that says: a later order of the same messages must end the same.
    if (applied === 'stale' && !obsolete && !isNew) return { committed: false };

    const changes = diffDocuments(held.projection.documents, projection.documents);
    // Documents of an older fold say nothing about what happened; only rows do.
    const outbox = obsolete ? [] : diffFacts(this.#matchId, held.projection, projection, held.state.rev + 1);
    const done = await store.commit(this.#matchId, held.state, projection, changes, outbox);
    this.#held = { state: done.state, projection, owesEffects: outbox.length > 0 };
    logCommit({
      service: projector.service,
      match: this.#matchId,
      rev: done.state.rev,
      seq: projection.seq,
      messages: taken.length,
      writes: done.writes,
      reads,
      bytes: done.bytes,
      ms: Math.round(performance.now() - started),
      alarm: done.bytes > STATE_ALARM_BYTES,
    });
    await this.#publishOwed(this.#held);
    if (isNew) await this.#lookAgain();
    return { committed: true };
  }

  /** A snapshot may have passed between our reading and our first commit, and not have known of this match. */
  async #lookAgain(): Promise<void> {
    this.forget();
    await this.commit({ take: () => [], linger: () => Promise.resolve(false) });
  }

  async #load(): Promise<Held> {
    const { projector, store } = this.#options;
    const state = await store.load(this.#matchId);
    const owesEffects = state.outbox.length > 0;
    if (state.rev === 0) return { state, projection: NOTHING, owesEffects };
    const projection = projector.project(this.#matchId, state.rows);
    if (state.foldVersion === projector.foldVersion) return { state, projection, owesEffects };
    // An older fold wrote the documents: what it wrote is known only to Firestore.
    return { state, projection: { ...projection, documents: await store.loadPublished(this.#matchId) }, owesEffects };
  }

  async #publishOwed(held: Held): Promise<void> {
    if (!held.owesEffects) return;
    await this.#options.publish(held.state.outbox);
    held.owesEffects = false;
  }
}
