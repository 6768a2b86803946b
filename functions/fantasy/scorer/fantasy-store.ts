import { StateStore } from '@fanfold/kit/commit';
import { KitError } from '@fanfold/kit/ops';
import type { DocumentData, DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { type EntryBlock, type PowerUpBlock, entryBlockSchema, powerUpBlockSchema } from '../engine/blocks.ts';
import { recoverContests } from './recover-contests.ts';
import { type Contests, fantasyState } from './state.ts';

/** Blocks read at once; each may be some 100 KB. */
const BLOCKS_AT_ONCE = 20;

/** Reads and writes the scorer's documents: the only place that knows their paths. */
export class FantasyStore extends StateStore<Contests> {
  constructor(db: Firestore) {
    super(db, fantasyState);
  }

  protected override async recoverOwn(matchId: string): Promise<Contests> {
    return { contests: await recoverContests(this.db, matchId) };
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
   * Raises the `rev` of a document; a higher one stays. Two at once may leave the lower one. No transaction: one that dies with its process
   * keeps the document locked for a minute, and with it everybody who waits for this.
   */
  async raise(path: string, rev: number): Promise<void> {
    const known = (await this.document(path))?.['rev'] as number | undefined;
    if ((known ?? 0) < rev) await this.db.doc(path).set({ rev });
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
