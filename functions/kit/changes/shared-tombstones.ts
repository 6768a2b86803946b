import { isDeepStrictEqual } from 'node:util';
import type { DocumentReference, DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { coalesce } from './coalesce.ts';
import {
  NO_TOMBSTONES,
  type RangeTombstones,
  addRange,
  joinSnapshots,
  limitTombstones,
  tableTombstone,
} from './range-tombstones.ts';
import { type Applied, type RangeWrite, type RowSet, strongest } from './row-set.ts';

/** RangeTombstones by table. */
export type TombstonesByTable = Readonly<Record<string, RangeTombstones>>;

/** A pass over all scopes that has begun: a snapshot, or the like, has reached every key of the table. */
export interface Pass {
  /** The table's tombstone that every scope is to meet. */
  version: string;
  /** Cursor: scopes up to this id have met it. */
  after: string;
  /** When the last of its markers was made, ms since 1970. */
  seenMs: number;
}

/** Fields of `snapshots/{service}`. */
export interface SharedDocument {
  tombstones: TombstonesByTable;
  /** Passes under way, by table. */
  passes: Readonly<Record<string, Pass>>;
}

/** A range of a snapshot, and when it was read. */
export interface SeenRange {
  write: RangeWrite;
  seenMs: number;
}

/** Firestore ends at 1 MiB, and every scope that is loaded reads the document. */
const MAX_BYTES = 300_000;

/**
 * `snapshots/{service}`: what snapshots have said of all scopes, also of those that nobody here has heard of yet. A scope meets it when it is
 * loaded.
 */
export function tombstonesReference(db: Firestore, service: string): DocumentReference {
  return db.doc(`snapshots/${service}`);
}

export function tombstonesOf(snapshot: DocumentSnapshot): TombstonesByTable {
  return (snapshot.get('tombstones') as TombstonesByTable | undefined) ?? {};
}

/** @returns `applied` when live rows vanished, else `stale` */
export function applyTombstones(rows: RowSet, tombstones: TombstonesByTable): Applied {
  let applied: Applied = 'stale';
  for (const [name, table] of rows.tables) {
    const steps = tombstones[name];
    if (steps) applied = strongest(applied, table.applyShared(steps));
  }
  return applied;
}

/** The document with these ranges in it, and a pass for each table whose every key now has a higher tombstone; the same when nothing is new. */
export function addSharedRanges(document: SharedDocument, ranges: readonly SeenRange[]): SharedDocument {
  const tables = new Map(Object.entries(document.tombstones));
  for (const { write } of ranges) {
    const { table, from, to, version } = write;
    tables.set(table, addRange(tables.get(table) ?? NO_TOMBSTONES, from, to, version));
  }
  const tombstones: Record<string, RangeTombstones> = {};
  const passes: Record<string, Pass> = { ...document.passes };
  for (const [table, raised] of tables) {
    const steps = joinSnapshots(raised);
    const before = document.tombstones[table] ?? NO_TOMBSTONES;
    tombstones[table] = limitTombstones(steps, MAX_BYTES / tables.size);
    const version = tableTombstone(steps);
    if (version <= tableTombstone(before)) continue;
    const seenMs = Math.max(...ranges.flatMap((range) => (range.write.table === table ? range.seenMs : [])));
    passes[table] = { version, after: '', seenMs };
  }
  return { tombstones, passes };
}

/** `snapshots/{service}` as one instance reads and writes it: what many ask for at once is one read, or one transaction. */
export class SharedTombstones {
  readonly #db: Firestore;
  readonly #service: string;
  #waiting: SeenRange[] = [];

  constructor(db: Firestore, service: string) {
    this.#db = db;
    this.#service = service;
  }

  /** The document, read after the call. */
  readonly read = coalesce(async () => documentOf(await this.#reference.get()));

  /** Keeps the ranges for all scopes. @returns the document with them */
  keep(ranges: readonly SeenRange[]): Promise<SharedDocument> {
    this.#waiting.push(...ranges);
    return this.#keepWaiting();
  }

  readonly #keepWaiting = coalesce(() => {
    const ranges = this.#waiting.splice(0);
    return this.#change((document) => addSharedRanges(document, ranges));
  });

  /** Moves the cursor of a pass forward; null ends it. A pass that has begun anew meanwhile stays where it is. */
  advance(table: string, version: string, after: string | null): Promise<SharedDocument> {
    return this.#change((document) => {
      const { [table]: pass, ...others } = document.passes;
      if (pass?.version !== version || (after !== null && after <= pass.after)) return document;
      return { ...document, passes: after === null ? others : { ...others, [table]: { ...pass, after } } };
    });
  }

  get #reference(): DocumentReference {
    return tombstonesReference(this.#db, this.#service);
  }

  #change(decide: (document: SharedDocument) => SharedDocument): Promise<SharedDocument> {
    return this.#db.runTransaction(async (transaction) => {
      const before = documentOf(await transaction.get(this.#reference));
      const after = decide(before);
      if (!isDeepStrictEqual(after, before)) transaction.set(this.#reference, after);
      return after;
    });
  }
}

function documentOf(snapshot: DocumentSnapshot): SharedDocument {
  return {
    tombstones: tombstonesOf(snapshot),
    passes: (snapshot.get('passes') as SharedDocument['passes'] | undefined) ?? {},
  };
}
