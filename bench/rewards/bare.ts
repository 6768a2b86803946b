import type { Firestore } from 'firebase-admin/firestore';

/** What a redemption is compared with: a transaction that reads two documents and writes both, and does nothing else. */
export function bareTransaction(db: Firestore, paths: readonly [string, string]): Promise<void> {
  const [first, second] = [db.doc(paths[0]), db.doc(paths[1])];
  return db.runTransaction(async (transaction) => {
    const read = await transaction.getAll(first, second);
    for (const snapshot of read) {
      const count = (snapshot.get('count') as number | undefined) ?? 0;
      transaction.set(snapshot.ref, { count: count + 1 });
    }
  });
}

const COUNTER = 'bare/counter';

/** One of the two is the same for all: the stock of a campaign in one document. */
export function claimFromCounter(db: Firestore, winner: string): Promise<void> {
  return bareTransaction(db, [COUNTER, `bare/${winner}`]);
}
