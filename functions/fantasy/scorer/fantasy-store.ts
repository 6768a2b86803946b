import { KitError } from '@fanfold/kit/ops';
import type { Effect } from '@fanfold/kit/messages';
import {
  FORMAT_VERSION,
  RowSet,
  tombstonesOf,
  tombstonesReference,
  packRows,
  statsTables,
  unpackRows,
} from '@fanfold/kit/changes';
import type {
  DocumentData,
  DocumentReference,
  DocumentSnapshot,
  Firestore,
  Transaction,
} from 'firebase-admin/firestore';
import { type EntryBlock, type PowerUpBlock, entryBlockSchema, powerUpBlockSchema } from '../engine/blocks.ts';
import { type ContestState, FOLD_VERSION, type FantasyState, fenceSchema } from './state.ts';

export const SERVICE = 'fantasy';

/** Documents of one commit, by path. */
export type Documents = Map<string, DocumentData>;

export interface CommitOptions {
  seq: number;
  contests: Record<string, ContestState>;
  outbox: Effect[];
  /** Documents that carry `rev`. */
  documents: Documents;
}

/** Blocks read at once; each may be some 100 KB. */
const BLOCKS_AT_ONCE = 20;

/** Reads and writes the scorer's documents: the only place that knows their paths and the precondition. */
export class FantasyStore {
  readonly db: Firestore;

  constructor(db: Firestore) {
    this.db = db;
  }

  /**
   * @param reader a transaction, for whoever writes beside the scorer
   * @throws KitError stateNewerThanCode, stateUnreadable
   */
  async load(matchId: string, reader: Firestore | Transaction = this.db): Promise<FantasyState> {
    const fence = this.fence(matchId);
    const names = statsTables.map(({ table }) => table);
    const [snapshot, snapshots] = (await reader.getAll(fence, tombstonesReference(this.db, SERVICE))) as [
      DocumentSnapshot,
      DocumentSnapshot,
    ];
    const tombstones = tombstonesOf(snapshots);
    if (!snapshot.exists) {
      const rows = new RowSet(names);
      const foldVersion = FOLD_VERSION;
      return { rows, rev: 0, writes: 0, foldVersion, outbox: [], tombstones, contests: {}, updateTime: null };
    }
    const parsed = fenceSchema.safeParse(snapshot.data());
    if (!parsed.success) throw new KitError('stateUnreadable', `${fence.path}: ${parsed.error.message}`);
    const state = parsed.data;
    if (state.formatVersion > FORMAT_VERSION || state.foldVersion > FOLD_VERSION) {
      throw new KitError(
        'stateNewerThanCode',
        `${SERVICE} ${matchId}: state has format ${state.formatVersion} and fold ${state.foldVersion}, this code ${FORMAT_VERSION} and ${FOLD_VERSION}`,
      );
    }
    return { ...state, rows: unpackRows(state.rows, names), tombstones, updateTime: snapshot.updateTime ?? null };
  }

  async document(path: string): Promise<DocumentData | undefined> {
    return (await this.db.doc(path).get()).data();
  }

  /** Blocks in the order of their numbers, few at a time. */
  async *entryBlocks(contestId: string, numbers: readonly number[]): AsyncGenerator<[number, EntryBlock]> {
    for await (const [number, snapshot] of this.#blocks(numbers, (block) => entryBlockPath(contestId, block)))
      yield [number, parsedBlock(snapshot, entryBlockSchema)];
  }

  async *powerUpBlocks(contestId: string, numbers: readonly number[]): AsyncGenerator<[number, PowerUpBlock]> {
    for await (const [number, snapshot] of this.#blocks(numbers, (block) => powerUpBlockPath(contestId, block)))
      yield [number, parsedBlock(snapshot, powerUpBlockSchema)];
  }

  /**
   * One commit: fence and documents, all or nothing, if nobody has committed since `state` was read.
   *
   * @returns what then stands in Firestore, and the number of documents and bytes of packed rows written
   * @throws gRPC errors; see `isWriteConflict`
   */
  async commit(
    matchId: string,
    state: FantasyState,
    { seq, contests, outbox, documents }: CommitOptions,
  ): Promise<{ state: FantasyState; writes: number; bytes: number }> {
    const batch = this.db.batch();
    const rev = state.rev + 1;
    const writes = 1 + documents.size;
    const rows = packRows(state.rows);
    const fence = {
      formatVersion: FORMAT_VERSION,
      foldVersion: FOLD_VERSION,
      rev,
      seq,
      writes: state.writes + writes,
      rows,
      outbox,
      contests,
    };
    if (state.updateTime) batch.update(this.fence(matchId), fence, { lastUpdateTime: state.updateTime });
    else batch.create(this.fence(matchId), fence);
    for (const [path, content] of documents) batch.set(this.db.doc(path), { ...content, rev });
    const [result] = await batch.commit();
    const next: FantasyState = {
      rows: state.rows,
      rev,
      writes: fence.writes,
      foldVersion: FOLD_VERSION,
      outbox,
      tombstones: {},
      contests,
      updateTime: result?.writeTime ?? null,
    };
    return { state: next, writes, bytes: rows.byteLength };
  }

  /**
   * Raises the `rev` of a document; a higher one stays. Two at once may leave the lower one. No transaction: one that dies with its process
   * keeps the document locked for a minute, and with it everybody who waits for this.
   */
  async raise(path: string, rev: number): Promise<void> {
    const known = (await this.document(path))?.['rev'] as number | undefined;
    if ((known ?? 0) < rev) await this.db.doc(path).set({ rev });
  }

  /** Every match that has anything below it, announced or not. */
  async matchIds(): Promise<string[]> {
    return (await this.db.collection('matches').listDocuments()).map(({ id }) => id);
  }

  async *#blocks(
    numbers: readonly number[],
    pathOf: (number: number) => string,
  ): AsyncGenerator<[number, DocumentSnapshot]> {
    const pages = Array.from({ length: Math.ceil(numbers.length / BLOCKS_AT_ONCE) }, (_, page) =>
      numbers.slice(page * BLOCKS_AT_ONCE, (page + 1) * BLOCKS_AT_ONCE),
    );
    const read = (page: readonly number[]) => this.db.getAll(...page.map((number) => this.db.doc(pathOf(number))));
    // The next page is on its way while this one is taken in.
    let coming = pages[0] && read(pages[0]);
    for (const [index, page] of pages.entries()) {
      const snapshots = (await coming) ?? [];
      const next = pages[index + 1];
      coming = next && read(next);
      for (const [at, number] of page.entries()) yield [number, snapshots[at] as DocumentSnapshot];
    }
  }

  /** The document that every commit for this match must update. */
  fence(matchId: string): DocumentReference {
    return this.db.doc(`matches/${matchId}/state/${SERVICE}`);
  }
}

export function entryBlockPath(contestId: string, number: number): string {
  return `contests/${contestId}/state/entries-${String(number).padStart(5, '0')}`;
}

export function powerUpBlockPath(contestId: string, number: number): string {
  return `contests/${contestId}/state/powerUps-${String(number).padStart(5, '0')}`;
}

function parsedBlock<T>(
  snapshot: DocumentSnapshot,
  schema: { safeParse(data: unknown): { success: true; data: T } | { success: false; error: Error } },
): T {
  const parsed = schema.safeParse(snapshot.data());
  if (parsed.success) return parsed.data;
  throw new KitError('stateUnreadable', `${snapshot.ref.path}: ${parsed.error.message}`);
}
