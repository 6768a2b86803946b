import type { DocumentData, DocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { FORMAT_VERSION, packRows, unpackRows } from '../changes/pack-rows.ts';
import { RowSet } from '../changes/row-set.ts';
import type { TombstonesByTable } from '../changes/shared-tombstones.ts';
import type { TableSpec } from '../changes/table-spec.ts';
import type { Effect } from '../messages/effect.ts';
import { KitError } from '../ops/errors.ts';
import { outboxSchema } from './outbox-pages.ts';

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
  /** Effects of the last commit, and those of earlier ones that had not been published by then. */
  outbox: readonly Effect[];
  /** Ids of the documents beside the state's that hold the part of the outbox for which it has no room. */
  outboxPages: readonly string[];
  /** Precondition of the next commit; null: create the document. */
  updateTime: Timestamp | null;
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
  outbox: outboxSchema,
  outboxPages: z.array(z.string()).default([]),
});

/** What can be kept of a state that is given up; each field for itself, since any of them may be what cannot be read. */
const salvagedSchema = z.object({
  rev: z.number().catch(0),
  seq: z.number().catch(0),
  writes: z.number().catch(0),
  outbox: outboxSchema.catch([]),
  outboxPages: z.array(z.string()).catch([]),
});

/** The state of a scope that has no document yet. */
export function emptyState<Own>(spec: StateSpec<Own>): Stored<Own> {
  return {
    rows: emptyRows(spec),
    tombstones: {},
    own: spec.emptyOwn(),
    rev: 0,
    seq: 0,
    writes: 0,
    foldVersion: spec.foldVersion,
    rebuilding: false,
    outbox: [],
    outboxPages: [],
    updateTime: null,
  };
}

/** The state without what is in the pages of its outbox. @throws KitError stateNewerThanCode, stateUnreadable */
export function decodeState<Own>(snapshot: DocumentSnapshot, spec: StateSpec<Own>): Stored<Own> {
  const { service, foldVersion, own, tables } = spec;
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

/** Fields of the document of a state; `outbox` without what is in its pages. */
export function encodeState<Own>(
  state: Omit<Stored<Own>, 'tombstones' | 'foldVersion' | 'updateTime'>,
  { foldVersion }: StateSpec<Own>,
) {
  const { rows, own, rev, seq, writes, rebuilding, outbox, outboxPages } = state;
  return {
    formatVersion: FORMAT_VERSION,
    foldVersion,
    rev,
    seq,
    writes,
    rows: packRows(rows),
    rebuilding,
    outbox,
    outboxPages,
    ...own,
  };
}

/**
 * Fields of the document of a state whose rows are given up: it waits for all of them to come again.
 *
 * @param recovered the service's own fields, should there be no document
 * @param publishedRev the highest `rev` of the other documents, for a state that does not say its own
 * @throws KitError stateUnreadable, when the service's own fields cannot be read
 */
export function withoutRows<Own>(
  snapshot: DocumentSnapshot,
  spec: StateSpec<Own>,
  recovered: Own,
  publishedRev: number,
): DocumentData & { outboxPages: readonly string[] } {
  const own = snapshot.exists ? spec.own.safeParse(snapshot.data()) : { success: true as const, data: recovered };
  if (!own.success) throw new KitError('stateUnreadable', `${snapshot.ref.path}: ${own.error.message}`);
  const kept = salvagedSchema.parse(snapshot.data() ?? {});
  const rev = Math.max(kept.rev, publishedRev) + 1;
  return encodeState({ ...kept, rev, own: own.data, rows: emptyRows(spec), rebuilding: true }, spec);
}

function emptyRows<Own>({ tables }: StateSpec<Own>): RowSet {
  return new RowSet(tables.map(({ table }) => table));
}
