import { type Effected, type OnceOutcome, once, transact } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';

/** A wallet that pays out no more than it has, as small as it can be: what `once` is for. */

export interface Move {
  id: string;
  uid: string;
  amount: number;
}

export interface Moved {
  [field: string]: string | number;
  outcome: 'moved' | 'insufficient';
  balance: number;
}

export async function move(db: Firestore, moves: readonly Move[]): Promise<OnceOutcome<Move, Moved>[]> {
  const wallet = db.doc(`wallets/${moves[0]?.uid}`);
  return transact(db, (transaction) =>
    once<Move, Moved>(transaction, {
      items: moves,
      record: ({ id }) => wallet.collection('postings').doc(id),
      reads: [wallet],
      apply: (fresh, _, [before]) => {
        let balance = (before?.get('balance') as number | undefined) ?? 0;
        const effects = fresh.map(({ amount }): Effected<Moved> => {
          const isMoved = balance + amount >= 0;
          if (isMoved) balance += amount;
          return { answer: { outcome: isMoved ? 'moved' : 'insufficient', balance }, fields: { amount } };
        });
        transaction.set(wallet, { balance });
        return effects;
      },
    }),
  );
}

export interface Books {
  balance: number;
  postings: Record<string, { amount: number; answer: Moved }>;
}

export async function booksOf(db: Firestore, uid: string): Promise<Books> {
  const wallet = db.doc(`wallets/${uid}`);
  const [{ docs }, snapshot] = await Promise.all([wallet.collection('postings').get(), wallet.get()]);
  const postings = Object.fromEntries(docs.map((doc) => [doc.id, doc.data() as Books['postings'][string]]));
  return { balance: (snapshot.get('balance') as number | undefined) ?? 0, postings };
}
