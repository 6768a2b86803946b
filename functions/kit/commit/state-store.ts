import type { DocumentReference, DocumentSnapshot, Firestore, Timestamp, Transaction } from 'firebase-admin/firestore';
import { z } from 'zod';
import { FORMAT_VERSION, packRows, unpackRows } from '../changes/pack-rows.ts';
import { RowSet } from '../changes/row-set.ts';
import { type TombstonesByTable, tombstonesOf, tombstonesReference } from '../changes/shared-tombstones.ts';
import type { TableSpec } from '../changes/table-spec.ts';
import { type Effect, effectSchema } from '../messages/effect.ts';
import { InputFault, KitError, isRefusedForGood } from '../ops/errors.ts';
import type { Content } from './projector.ts';

/** What one service keeps of a scope, such as a match, in one document. */
export interface StateSpec<Own> {
  service: string;
  /** Path of the state document of a scope. */
  pathOf(scope: string): string;
  /** Raised when the same state gives other documents. An older release refuses a newer state. */
  foldVersion: number;
  tables: readonly TableSpec[];
  /** The service's own fields, beside those of the kit. */
  own: z.ZodType<Own>;
  /** Those of a scope that nobody has committed yet. */
  emptyOwn(): Own;
}

/** Where a scope stands in Firestore, as far as this instance knows. */
export interface Stored<Own> {
  rows: RowSet;
  /** What snapshots have said of all scopes; not in the rows yet. */
  tombstones: TombstonesByTable;
  own: Own;
  /** Commit counter; 0: there is no state document yet. */
  rev: number;
  seq: number;
  /** Documents written for this scope so far, the state included. */
  writes: number;
  foldVersion: number;
  /** The state was given up and waits for all its rows: until they are here, public documents stay as they are. */
  rebuilding: boolean;
  outbox: readonly Effect[];
  /** Precondition of the next commit; null: create the document. */
  updateTime: Timestamp | null;
}

/** What one commit writes. */
export interface CommitContent<Own> {
  /** Number of live rows that the documents stand on. */
  seq: number;
  own: Own;
  rebuilding: boolean;
  outbox: readonly Effect[];
  /** Public documents by path; each gets the `rev` of the commit. */
  set: ReadonlyMap<string, Content>;
  /** Paths of documents to delete. */
  remove: readonly string[];
}

/** Fields of every state document. */
const stateSchema = z.object({
  formatVersion: z.number(),
  foldVersion: z.number(),
  /** Raised by every commit, so that every update changes the document and fences. No recovery lowers it. */
  rev: z.number(),
  seq: z.number(),
  writes: z.number(),
  rows: z.instanceof(Uint8Array),
  rebuilding: z.boolean().default(false),
  /** Effects of the last commit, and those of earlier ones that had not been published by then. */
  outbox: z.array(effectSchema),
});

/** What can be kept of a state that is given up; each field for itself, since any of them may be what cannot be read. */
const salvagedSchema = z.object({
  rev: z.number().catch(0),
  seq: z.number().catch(0),
  writes: z.number().catch(0),
  outbox: z.array(effectSchema).catch([]),
});

/** Of 1 MiB that a document may have; the rest is for names of fields and what is not counted here. */
const STATE_LIMIT_BYTES = 1_000_000;

/** Reads and writes the state documents of one service: the only place that knows their fields and the precondition. */
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
   * @param reader a transaction, for whoever writes beside the service's own commits
   * @throws KitError stateNewerThanCode, stateUnreadable
   */
  async load(scope: string, reader: Firestore | Transaction = this.db): Promise<Stored<Own>> {
    const { service } = this.spec;
    const [snapshot, shared] = (await reader.getAll(this.reference(scope), tombstonesReference(this.db, service))) as [
      DocumentSnapshot,
      DocumentSnapshot,
    ];
    const stored = snapshot.exists ? this.#read(snapshot) : this.#empty();
    return { ...stored, tombstones: tombstonesOf(shared) };
  }

  /**
   * Gives up what a state says of rows, whatever is in it: it waits for all of them to come again, as `npm run repair` sends them, and until then the
   * public documents stay. What only the state knows is kept: `rev`, which goes on, the service's own fields, and effects that may not be published.
   *
   * @param publishedRev the highest `rev` of the other documents, for a state that is gone or does not say its own
   * @throws KitError stateUnreadable, when the service's own fields cannot be read
   */
  async giveUpRows(scope: string, publishedRev: number): Promise<void> {
    const { own, foldVersion, tables } = this.spec;
    const reference = this.reference(scope);
    const recovered = await this.recoverOwn(scope);
    await this.db.runTransaction(async (transaction) => {
      const snapshot = await transaction.get(reference);
      const ownFields = snapshot.exists ? own.safeParse(snapshot.data()) : { success: true as const, data: recovered };
      if (!ownFields.success) throw new KitError('stateUnreadable', `${reference.path}: ${ownFields.error.message}`);
      const kept = salvagedSchema.parse(snapshot.data() ?? {});
      transaction.set(reference, {
        formatVersion: FORMAT_VERSION,
        foldVersion,
        ...kept,
        rev: Math.max(kept.rev, publishedRev) + 1,
        rows: packRows(new RowSet(tables.map(({ table }) => table))),
        rebuilding: true,
        ...ownFields.data,
      });
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
   * @throws gRPC errors (see `isWriteConflict`); InputFault when Firestore can never take it
   */
  async commit(
    scope: string,
    stored: Stored<Own>,
    { seq, own, rebuilding, outbox, set, remove }: CommitContent<Own>,
  ): Promise<{ stored: Stored<Own>; writes: number; bytes: number }> {
    const { foldVersion } = this.spec;
    const rev = stored.rev + 1;
    const writes = 1 + set.size + remove.length;
    const rows = packRows(stored.rows);
    const state = {
      formatVersion: FORMAT_VERSION,
      foldVersion,
      rev,
      seq,
      writes: stored.writes + writes,
      rows,
      rebuilding,
      outbox,
      ...own,
    };
    const bytes = rows.byteLength + Buffer.byteLength(JSON.stringify([outbox, own]));
    if (bytes > STATE_LIMIT_BYTES) throw new KitError('stateFull', `${this.reference(scope).path}: ${bytes} bytes`);
    const batch = this.db.batch();
    try {
      // What the next reader would refuse must never be written: the scope could not be read any more.
      stateSchema.shape.outbox.parse(outbox);
      if (stored.updateTime) batch.update(this.reference(scope), state, { lastUpdateTime: stored.updateTime });
      else batch.create(this.reference(scope), state);
      for (const [path, content] of set) batch.set(this.db.doc(path), { ...content, rev });
      for (const path of remove) batch.delete(this.db.doc(path));
    } catch (cause) {
      // The client itself finds values that no document can hold, and paths that are none.
      throw new InputFault('cannotBeStored', cause);
    }
    try {
      const [result] = await batch.commit();
      const updateTime = result?.writeTime ?? null;
      return {
        stored: {
          rows: stored.rows,
          tombstones: {},
          own,
          rev,
          seq,
          writes: state.writes,
          foldVersion,
          rebuilding,
          outbox,
          updateTime,
        },
        writes,
        bytes,
      };
    } catch (error) {
      throw isRefusedForGood(error) ? new InputFault('cannotBeStored', error) : error;
    }
  }

  /** Every scope that has anything below it, announced or not. */
  async scopes(): Promise<string[]> {
    const roots = this.reference('any').parent.parent?.parent;
    return roots ? (await roots.listDocuments()).map(({ id }) => id) : [];
  }

  reference(scope: string): DocumentReference {
    return this.db.doc(this.spec.pathOf(scope));
  }

  #empty(): Stored<Own> {
    const { foldVersion } = this.spec;
    const rows = new RowSet(this.spec.tables.map(({ table }) => table));
    const own = this.spec.emptyOwn();
    return {
      rows,
      tombstones: {},
      own,
      rev: 0,
      seq: 0,
      writes: 0,
      foldVersion,
      rebuilding: false,
      outbox: [],
      updateTime: null,
    };
  }

  #read(snapshot: DocumentSnapshot): Stored<Own> {
    const { service, foldVersion, own, tables } = this.spec;
    const { path } = snapshot.ref;
    const versions = z.object({ formatVersion: z.number(), foldVersion: z.number() }).safeParse(snapshot.data());
    if (versions.success && (versions.data.formatVersion > FORMAT_VERSION || versions.data.foldVersion > foldVersion)) {
      const { formatVersion: format, foldVersion: fold } = versions.data;
      const text = `${path}: state has format ${format} and fold ${fold}, this ${service} ${FORMAT_VERSION} and ${foldVersion}`;
      throw new KitError('stateNewerThanCode', text);
    }
    const [state, ownFields] = [stateSchema.safeParse(snapshot.data()), own.safeParse(snapshot.data())];
    if (!state.success) throw new KitError('stateUnreadable', `${path}: ${state.error.message}`);
    if (!ownFields.success) throw new KitError('stateUnreadable', `${path}: ${ownFields.error.message}`);
    const rows = unpackRows(state.data.rows, tables);
    return { ...state.data, rows, tombstones: {}, own: ownFields.data, updateTime: snapshot.updateTime ?? null };
  }
}
