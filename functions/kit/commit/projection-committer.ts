import { type Applied, type RowSet, type Write, isShared, strongest } from '../changes/row-set.ts';
import type { Effect } from '../messages/effect.ts';
import { InputFault } from '../ops/errors.ts';
import type { Publish } from '../messages/publish.ts';
import type { Batch, Committer, Outcome } from './committer.ts';
import { FencedState } from './fenced-state.ts';
import {
  type DocumentChanges,
  type Documents,
  type Facts,
  NOTHING,
  type Projection,
  diffDocuments,
  diffFacts,
} from './projector.ts';
import type { ProjectionStore } from './projection-store.ts';
import { memoryOf } from './memory.ts';
import { rejectCulprits, rejectWrites } from './reject-writes.ts';

/** What stands in Firestore, and what follows from it. */
interface Published {
  documents: Documents;
  facts: Facts;
  liveDigest: string;
}

/** Nothing new: commits what is due anyhow. */
const NOTHING_NEW: Batch<readonly Write[]> = { take: () => [], linger: () => Promise.resolve(false) };

/** Commits the row changes of one scope, with the public documents that a projector makes of the rows. */
export class ProjectionCommitter implements Committer<readonly Write[]> {
  readonly #store: ProjectionStore;
  readonly #state: FencedState<object>;
  #published: Published = { ...NOTHING, facts: new Map() };

  constructor(scope: string, store: ProjectionStore, publish: Publish) {
    this.#store = store;
    this.#state = new FencedState(scope, store, publish);
  }

  get bytes(): number {
    return memoryOf(this.#state);
  }

  invalidate(): void {
    this.#state.invalidate();
  }

  split(writes: readonly Write[]): (readonly Write[])[] {
    return writes.map((write) => [write]);
  }

  async blameState(writes: readonly Write[]): Promise<readonly Write[] | null> {
    await this.#read();
    return rejectCulprits(this.#store, this.#state.stored.rows, writes, (rows) => this.#hasContent(rows));
  }

  async reject(writes: readonly Write[], fault: InputFault): Promise<boolean> {
    await rejectWrites(this.#store, writes, fault);
    return true;
  }

  /** Rows are applied in place; after a failure the queue invalidates what is in memory. */
  async commit(batch: Batch<readonly Write[]>): Promise<Outcome> {
    const state = this.#state;
    const startedMs = performance.now();
    const wasRead = await this.#read();
    const { rows, rebuilding } = state.stored;
    const before = this.#published;
    let applied: Applied = state.reconcile();
    let projection: Projection | undefined;
    let messages = 0;
    let isAsked = false;
    do {
      const writes = batch.take();
      messages += writes.length;
      isAsked ||= !writes.flat().every(isShared);
      applied = strongest(applied, rows.applyAll(writes));
      if (applied === 'applied' || state.isObsolete || rebuilding) projection = this.#project();
    } while ((projection ?? before).liveDigest === before.liveDigest && applied !== 'stale' && (await batch.linger()));

    const waitsForRows = rebuilding && !rows.isWhole;
    const isWholeAgain = rebuilding && rows.isWhole;
    const { isNew } = state;
    // A scope gets its state with the first message of its own, whatever that says: a later order of the same messages must end the same.
    if (applied === 'stale' && !state.isObsolete && !(isNew && isAsked) && !isWholeAgain) {
      return { committed: false, after: state.publishPending() };
    }
    const now: Published = projection && !waitsForRows ? { ...projection, facts: this.#factsOf(projection) } : before;
    const seq = projection?.seq ?? state.stored.seq;
    await state.commit(
      { seq, own: {}, rebuilding: waitsForRows, ...this.#changesTo(now) },
      { messages, wasRead, startedMs },
    );
    this.#published = now;
    if (!isNew) return { committed: true, after: state.publishPending() };
    await state.rereadTombstones();
    return { ...(await this.commit(NOTHING_NEW)), committed: true };
  }

  /** @returns whether it had to be read */
  async #read(): Promise<boolean> {
    const wasRead = await this.#state.read();
    if (wasRead) await this.#readPublished();
    return wasRead;
  }

  /** Documents to write and effects to publish when what is published becomes this. */
  #changesTo(now: Published): DocumentChanges & { effects: Effect[] } {
    const { scope, stored } = this.#state;
    const before = this.#published;
    return {
      effects: diffFacts(scope, before.facts, now.facts, stored.rev + 1),
      ...this.#store.at(scope, diffDocuments(before.documents, now.documents)),
    };
  }

  /** Whether there is anything to show of rows. @throws InputFault when they cannot be folded, or what they give cannot be stored */
  #hasContent(rows: RowSet): boolean {
    const { scope, stored } = this.#state;
    const projection = this.#project(rows);
    const { effects: outbox, ...changes } = this.#changesTo({ ...projection, facts: this.#factsOf(projection) });
    this.#store.prepare(scope, stored, { seq: projection.seq, own: {}, rebuilding: false, outbox, ...changes });
    return projection.documents.size > 0;
  }

  /** What the documents in Firestore say, so that the next commit writes the difference. */
  async #readPublished(): Promise<void> {
    const { scope, stored, isObsolete } = this.#state;
    if (stored.rev === 0) {
      this.#published = { ...NOTHING, facts: new Map() };
      return;
    }
    const projection = this.#project();
    const facts = this.#factsOf(projection);
    if (!isObsolete && !stored.rebuilding) {
      this.#published = { ...projection, facts };
      return;
    }
    const documents = await this.#store.loadPublished(scope);
    // After a release the rows say what was known, by its rules; a state that was given up has no rows to say it.
    const known = stored.rebuilding ? this.#store.projector.factsOf(scope, documents) : facts;
    this.#published = { documents, facts: known, liveDigest: projection.liveDigest };
  }

  #project(rows: RowSet = this.#state.stored.rows): Projection {
    try {
      return this.#store.projector.project(this.#state.scope, rows);
    } catch (cause) {
      throw new InputFault('cannotFold', cause);
    }
  }

  #factsOf({ documents }: Projection): Facts {
    return this.#store.projector.factsOf(this.#state.scope, documents);
  }
}
