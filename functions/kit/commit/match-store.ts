import type { DocumentReference, DocumentSnapshot, Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { type Effect, effectSchema } from '../messages/effect.ts';
import { KitError } from '../ops/errors.ts';
import { type TombstonesByTable, tombstonesOf, tombstonesReference } from '../changes/shared-tombstones.ts';
import { FORMAT_VERSION, packRows, unpackRows } from '../changes/pack-rows.ts';
import type { Content, DocumentChanges, Projection, Projector } from './projector.ts';
import { RowSet } from '../changes/row-set.ts';

/** Fields of `matches/{m}/state/{service}`. */
const stateSchema = z.object({
  formatVersion: z.number(),
  foldVersion: z.number(),
  /** Commit counter. Raised by every commit, so that every update changes the document and fences. */
  rev: z.number(),
  seq: z.number(),
  /** Documents written for this match so far, state included. */
  writes: z.number(),
  rows: z.instanceof(Uint8Array),
  /** Effects of the last commit. */
  outbox: z.array(effectSchema),
});

/** Where a match stands in Firestore, as far as this instance knows. */
export interface MatchState {
  rows: RowSet;
  rev: number;
  writes: number;
  foldVersion: number;
  outbox: Effect[];
  /** What snapshots have said; not in the rows yet. */
  tombstones: TombstonesByTable;
  /** Fence of the next commit; null: there is no state document yet. */
  updateTime: Timestamp | null;
}

/** Bytes at which a state document raises an alarm; Firestore ends at 1 MiB. */
export const STATE_ALARM_BYTES = 700_000;

/** Reads and writes all documents of one service and match. The only place that knows paths and preconditions. */
export class MatchStore {
  readonly #db: Firestore;
  readonly #projector: Projector;

  constructor(db: Firestore, projector: Projector) {
    this.#db = db;
    this.#projector = projector;
  }

  /** @throws KitError stateNewerThanCode, stateUnreadable */
  async load(matchId: string): Promise<MatchState> {
    const { service, foldVersion, tables } = this.#projector;
    const names = tables.map(({ table }) => table);
    const [snapshot, snapshots] = (await this.#db.getAll(
      this.#state(matchId),
      tombstonesReference(this.#db, service),
    )) as [DocumentSnapshot, DocumentSnapshot];
    const tombstones = tombstonesOf(snapshots);
    if (!snapshot.exists) {
      return { rows: new RowSet(names), rev: 0, writes: 0, foldVersion, outbox: [], tombstones, updateTime: null };
    }
    const parsed = stateSchema.safeParse(snapshot.data());
    if (!parsed.success) throw new KitError('stateUnreadable', `${this.#state(matchId).path}: ${parsed.error.message}`);
    const state = parsed.data;
    if (state.formatVersion > FORMAT_VERSION || state.foldVersion > foldVersion) {
      throw new KitError(
        'stateNewerThanCode',
        `${service} ${matchId}: state has format ${state.formatVersion} and fold ${state.foldVersion}, this code ${FORMAT_VERSION} and ${foldVersion}`,
      );
    }
    return { ...state, rows: unpackRows(state.rows, names), tombstones, updateTime: snapshot.updateTime ?? null };
  }

  /** The public documents as they stand in Firestore, without `rev`. */
  async loadPublished(matchId: string): Promise<Map<string, Content>> {
    const { documents, collections } = this.#projector.owns;
    const match = this.#match(matchId);
    const [single, ...lists] = await Promise.all([
      this.#db.getAll(...documents.map((path) => this.#public(matchId, path))),
      ...collections.map((name) => match.collection(name).get()),
    ]);
    const found = [...single, ...lists.flatMap(({ docs }) => docs)].filter(({ exists }) => exists);
    return new Map(
      found.map((snapshot) => {
        const { rev: _, ...content } = snapshot.data() as Content;
        return [snapshot.ref.path.slice(match.path.length + 1), content];
      }),
    );
  }

  /**
   * One commit: state and public documents, all or nothing, if nobody has committed since `state` was read.
   *
   * @returns what then stands in Firestore, and the number of documents and packed bytes written
   * @throws gRPC errors; see `isWriteConflict`
   */
  async commit(
    matchId: string,
    state: MatchState,
    { seq }: Projection,
    { set, remove }: DocumentChanges,
    outbox: Effect[],
  ): Promise<{ state: MatchState; writes: number; bytes: number }> {
    const batch = this.#db.batch();
    const rev = state.rev + 1;
    const writes = 1 + set.size + remove.length;
    const rows = packRows(state.rows);
    const { foldVersion } = this.#projector;
    const document = {
      formatVersion: FORMAT_VERSION,
      foldVersion,
      rev,
      seq,
      writes: state.writes + writes,
      rows,
      outbox,
    };
    if (state.updateTime) batch.update(this.#state(matchId), document, { lastUpdateTime: state.updateTime });
    else batch.create(this.#state(matchId), document);
    for (const [path, content] of set) batch.set(this.#public(matchId, path), { ...content, rev });
    for (const path of remove) batch.delete(this.#public(matchId, path));
    const [result] = await batch.commit();
    const next = { rows: state.rows, rev, writes: document.writes, foldVersion, outbox, tombstones: {} };
    return { state: { ...next, updateTime: result?.writeTime ?? null }, writes, bytes: rows.byteLength };
  }

  /** Every match that has anything below it, announced or not. */
  async matchIds(): Promise<string[]> {
    return (await this.#db.collection('matches').listDocuments()).map(({ id }) => id);
  }

  #match(matchId: string): DocumentReference {
    return this.#db.collection('matches').doc(matchId);
  }

  #state(matchId: string): DocumentReference {
    return this.#match(matchId).collection('state').doc(this.#projector.service);
  }

  #public(matchId: string, path: string): DocumentReference {
    return path === '' ? this.#match(matchId) : this.#db.doc(`${this.#match(matchId).path}/${path}`);
  }
}
