import type { BoardPeriod } from '@fanfold/game/boards';
import { GRANTS_TOPIC, type Grant, type PublishItems } from '@fanfold/kit/messages';
import type { Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { prizesPath } from './board-documents.ts';
import { BoardStore } from './board-store.ts';
import type { BoardWriter } from './board-writer.ts';

export interface SweepOptions {
  db: Firestore;
  periodsAt: (now: number) => BoardPeriod[];
  now: () => Date;
  writer: Pick<BoardWriter, 'tick'>;
  publish: PublishItems;
}

/** Boards that are paid in one sweep; there are two in a week. */
const BOARDS = 20;

/**
 * Closes and opens the boards whose time it is, and pays the prizes of those that are closed. The fans are read only when there is something to close.
 *
 * @throws what Firestore and Pub/Sub answer; the next sweep goes on
 */
export async function sweepBoards({ db, periodsAt, now, writer, publish }: SweepOptions): Promise<void> {
  const { periods, closing, closed, at: last } = await new BoardStore(db).directory();
  const at = Math.max(last, now().getTime());
  const known = new Set([...periods.map(({ id }) => id), ...closed]);
  const isDue = periods.some(({ closesAt }) => closesAt !== null && closesAt <= at);
  if (isDue || closing.length > 0 || periodsAt(at).some(({ id }) => !known.has(id))) await writer.tick();
  const { docs } = await db.collection('boards').where('prizePages', '>', 0).limit(BOARDS).get();
  for (const board of docs) await payPrizes(db, board, publish);
}

/** The wallets take each grant once, by its id: a sweep that dies here is repeated. */
async function payPrizes(db: Firestore, board: QueryDocumentSnapshot, publish: PublishItems): Promise<void> {
  const count = board.get('prizePages') as number;
  const pages = Array.from({ length: count }, (_, page) => db.doc(prizesPath(board.id, page)));
  for (const page of pages) {
    const grants = ((await page.get()).get('grants') as Grant[] | undefined) ?? [];
    await publish(GRANTS_TOPIC, grants);
  }
  const batch = db.batch();
  batch.update(board.ref, { prizePages: 0 });
  for (const page of pages) batch.delete(page);
  await batch.commit();
}
