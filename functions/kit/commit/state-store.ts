import type { DocumentReference, DocumentSnapshot, Firestore, Transaction, WriteBatch } from 'firebase-admin/firestore';
import { type TombstonesByTable, tombstonesOf, tombstonesReference } from '../changes/shared-tombstones.ts';
import type { Effect } from '../messages/effect.ts';
import { InputFault, KitError, isRefusedForGood } from '../ops/errors.ts';
import { isPage, outboxSchema, pageOutbox, readPage } from './outbox-pages.ts';
import type { Content } from './projector.ts';
import { type StateSpec, type Stored, decodeState, emptyState, encodeState, withoutRows } from './state-codec.ts';

/** What one commit writes. */
export interface CommitContent<Own> {
  /** Number of live rows that the documents stand on. */
  seq: number;
  own: Own;
  rebuilding: boolean;
  /** All that it has to carry. What the state document has no room for goes into pages beside it. */
  outbox: readonly Effect[];
  /** Public documents by path; each gets the `rev` of the commit. */
  set: ReadonlyMap<string, Content>;
  /** Paths of documents to delete. */
  remove: readonly string[];
}

/** A commit that is ready to be sent. */
interface PreparedCommit<Own> {
  batch: WriteBatch;
  /** What stands in Firestore after it, but for its update time. */
  next: Stored<Own>;
  writes: number;
  /** Of the state document. */
  bytes: number;
}

/** Of 1 MiB that a document may have; the rest is for names of fields and what is not counted here. */
const STATE_LIMIT_BYTES = 1_000_000;

/** Reads and writes the state documents of one service: the only place that knows where they are, and the precondition. */
export class StateStore<Own> {
  readonly db: Firestore;
  readonly spec: StateSpec<Own>;

  constructor(db: Firestore, spec: StateSpec<Own>) {
    this.db = db;
    this.spec = spec;
  }

  /**
   * Reads the state of a scope, and what snapshots have said of all scopes, which is not in its rows yet.
   *
   * @param reader a transaction, for writes beside the service's own commits
   * @throws KitError stateNewerThanCode, stateUnreadable
   */
  load(scope: string, reader: Firestore | Transaction = this.db): Promise<Stored<Own>> {
    return this.#load(scope, reader);
  }

  async #load(scope: string, reader: Firestore | Transaction): Promise<Stored<Own>> {
    const { service } = this.spec;
    const [snapshot, shared] = (await reader.getAll(this.reference(scope), tombstonesReference(this.db, service))) as [
      DocumentSnapshot,
      DocumentSnapshot,
    ];
    const stored = snapshot.exists ? decodeState(snapshot, this.spec) : emptyState(this.spec);
    const tombstones = tombstonesOf(shared);
    if (stored.outboxPages.length === 0) return { ...stored, tombstones };
    // Between two readings another commit may take the pages away.
    if (reader === this.db) return this.db.runTransaction((view) => this.#load(scope, view), { readOnly: true });
    const pages = await reader.getAll(...this.#pages(scope, stored.outboxPages));
    return { ...stored, tombstones, outbox: [...stored.outbox, ...pages.flatMap(readPage)] };
  }

  /**
   * Gives up what a state says of rows, whatever is in it: it waits for all of them to come again, as `npm run repair` sends them, and until then the
   * public documents stay. What only the state knows is kept: `rev`, which goes on, the service's own fields, and effects that may not be published.
   *
   * @param publishedRev the highest `rev` of the other documents, for a state that is gone or does not say its own
   * @throws KitError stateUnreadable, when the service's own fields cannot be read
   */
  async giveUpRows(scope: string, publishedRev: number): Promise<void> {
    const reference = this.reference(scope);
    const recovered = await this.recoverOwn(scope);
    await this.db.runTransaction(async (transaction) => {
      const snapshot = await transaction.get(reference);
      const fields = withoutRows(snapshot, this.spec, recovered, publishedRev);
      const pages = this.#pages(scope, fields.outboxPages);
      const found = pages.length > 0 ? await transaction.getAll(...pages) : [];
      transaction.set(reference, { ...fields, outboxPages: found.filter(isPage).map(({ id }) => id) });
    });
  }

  /** The service's own fields as other documents tell of them, for a state that is gone. */
  protected recoverOwn(_scope: string): Promise<Own> {
    return Promise.resolve(this.spec.emptyOwn());
  }

  /** What snapshots have said of all scopes. */
  async loadTombstones(): Promise<TombstonesByTable> {
    return tombstonesOf(await tombstonesReference(this.db, this.spec.service).get());
  }

  /**
   * One commit: state and public documents, all or nothing, if nobody has committed since `stored` was read.
   *
   * @returns what then stands in Firestore, the number of documents written, and the bytes of the state
   * @throws gRPC errors (see `isWriteConflict`); KitError stateFull; InputFault when Firestore can never take it
   */
  async commit(
    scope: string,
    stored: Stored<Own>,
    content: CommitContent<Own>,
  ): Promise<{ stored: Stored<Own>; writes: number; bytes: number }> {
    const { batch, next, writes, bytes } = this.prepare(scope, stored, content);
    if (bytes > STATE_LIMIT_BYTES) throw new KitError('stateFull', `${this.reference(scope).path}: ${bytes} bytes`);
    try {
      const [result] = await batch.commit();
      return { stored: { ...next, updateTime: result?.writeTime ?? null }, writes, bytes };
    } catch (error) {
      throw isRefusedForGood(error) ? new InputFault('cannotBeStored', error) : error;
    }
  }

  /**
   * Makes a commit ready, and sends nothing.
   *
   * @throws InputFault when this process knows already that no document can hold it
   */
  prepare(scope: string, stored: Stored<Own>, { set, remove, ...content }: CommitContent<Own>): PreparedCommit<Own> {
    const rev = stored.rev + 1;
    const reference = this.reference(scope);
    const { inState, pages } = pageOutbox(reference.id, rev, content.outbox);
    const writes = 1 + set.size + remove.length + pages.size + stored.outboxPages.length;
    const next = { ...stored, ...content, rev, writes: stored.writes + writes, outboxPages: [...pages.keys()] };
    const state = encodeState({ ...next, outbox: inState }, this.spec);
    const { foldVersion } = state;
    const bytes = state.rows.byteLength + Buffer.byteLength(JSON.stringify([inState, content.own]));
    const batch = this.db.batch();
    try {
      // What the next reader would refuse must never be written: the scope could not be read any more.
      outboxSchema.parse(content.outbox);
      if (stored.updateTime) batch.update(reference, state, { lastUpdateTime: stored.updateTime });
      else batch.create(reference, state);
      for (const page of this.#pages(scope, stored.outboxPages)) batch.delete(page);
      for (const [id, outbox] of pages) batch.set(reference.parent.doc(id), { outbox });
      for (const [path, document] of set) batch.set(this.db.doc(path), { ...document, rev });
      for (const path of remove) batch.delete(this.db.doc(path));
    } catch (cause) {
      // The client itself finds values that no document can hold, and paths that are none.
      throw new InputFault('cannotBeStored', cause);
    }
    return { batch, next: { ...next, foldVersion, tombstones: {}, updateTime: null }, writes, bytes };
  }

  /** Every scope that has anything below it, announced or not. */
  async scopes(): Promise<string[]> {
    const roots = this.reference('any').parent.parent?.parent;
    return roots ? (await roots.listDocuments()).map(({ id }) => id) : [];
  }

  reference(scope: string): DocumentReference {
    return this.db.doc(this.spec.pathOf(scope));
  }

  #pages(scope: string, ids: readonly string[]): DocumentReference[] {
    return ids.map((id) => this.reference(scope).parent.doc(id));
  }
}
