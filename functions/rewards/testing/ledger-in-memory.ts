import { type Posting, type PostingRequest, WalletAudit } from '@fanfold/game/coins';
import { bodyHash } from '@fanfold/kit/calls';
import { MemoryFirestore } from '../../kit/testing/memory-firestore.ts';
import { readRecord, readStoredWallet, readWalletFields, walletPath } from '../ledger/documents.ts';
import type { OpenWallet, PostingOutcome } from '../ledger/open-wallet.ts';
import { readWallet } from '../ledger/read-wallets.ts';

/** Wallets on a Firestore in memory. */
export class LedgerInMemory {
  readonly store = new MemoryFirestore();
  now = new Date('2026-06-01T12:00:00Z');

  /** Posts requests to a wallet in one transaction. */
  post(uid: string, requests: readonly PostingRequest[]): Promise<PostingOutcome[]> {
    return this.open(uid, requests, (wallet) => requests.map((request) => wallet.post(request)));
  }

  open<T>(uid: string, requests: readonly PostingRequest[], work: (wallet: OpenWallet) => T): Promise<T> {
    const db = this.store.firestore;
    const keys = requests.flatMap((request) =>
      request.kind === 'reversal' ? [request.key, request.reverses] : request.key,
    );
    return db.runTransaction(async (transaction) => {
      const wallet = await readWallet(db, transaction, { uid, keys }, this.now);
      const result = work(wallet);
      wallet.write(transaction);
      return result;
    });
  }

  wallet(uid: string) {
    const stored = this.store.documents.get(walletPath(uid));
    return stored ? readWalletFields(stored.data) : null;
  }

  /** In the order of their numbers. */
  postings(uid: string): Posting[] {
    const below = `${walletPath(uid)}/postings/`;
    const records = [...this.store.documents].filter(([path]) => path.startsWith(below));
    return records
      .map(([, { data }]) => readRecord(data))
      .filter((record): record is Posting => !('refused' in record))
      .sort((a, b) => a.seq - b.seq);
  }

  problems(uid: string) {
    const audit = new WalletAudit(uid, bodyHash);
    for (const posting of this.postings(uid)) audit.take(posting);
    const stored = this.store.documents.get(walletPath(uid));
    return audit.problems(stored ? readStoredWallet(stored.data) : null);
  }
}
