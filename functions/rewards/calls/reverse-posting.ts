import { type Posting, fanAmount, reversalRequest } from '@fanfold/game/coins';
import {
  type Caller,
  assertOps,
  audited,
  documentId,
  erasedFanPath,
  idempotencyKey,
  logDirective,
  reason,
  transact,
} from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { SERVICE, type WalletDirective, directivesPath, directivesSchema } from '../ledger/documents.ts';
import type { PostingOutcome } from '../ledger/open-wallet.ts';
import { readWallet } from '../ledger/read-wallets.ts';
import { RewardsCallError } from './rewards-call-error.ts';

export const reversePostingSchema = z.strictObject({
  uid: documentId,
  /** Of the posting to undo. */
  key: idempotencyKey,
  reason,
});

export interface ReversalReceipt {
  uid: string;
  /** Of the posting that undoes the other. */
  key: string;
  /** What came to the fan; negative: what was taken. */
  amount: number;
  /** What they have after it. */
  balance: number;
}

/**
 * Undoes a posting, for an operator: once, by anybody and for any reason. Coins that were spent meanwhile become a debt. Why it was done stands
 * where no fan reads it; calling again changes nothing.
 *
 * @throws CallError opsRequired, fanErased, postingNotFound, notReversible, refundInstead, outOfRange, tryAgain
 */
export async function reversePosting(
  db: Firestore,
  caller: Caller,
  { uid, key, reason: why }: z.infer<typeof reversePostingSchema>,
  now: () => Date,
): Promise<ReversalReceipt> {
  assertOps(caller);
  const request = reversalRequest(key, 'rewards.reversal');
  const directive = 'reversePosting';
  const record: WalletDirective = { at: now().toISOString(), uid: caller.uid, directive, reason: why, key };
  const directives = db.doc(directivesPath(uid));
  const { posting, isNew } = await transact(db, async (transaction) => {
    const wallet = await readWallet(db, transaction, { uid, keys: [key, request.key] }, now());
    const [known, erased] = await transaction.getAll(directives, db.doc(erasedFanPath(uid)));
    if (erased?.exists) throw new RewardsCallError('fanErased', 'This fan was erased, for good.');
    if (wallet.posting(key)?.kind === 'redemption')
      throw new RewardsCallError('refundInstead', 'Refund the coupon: its code is part of it.');
    const outcome = wallet.post(request);
    const reversal = reversalOf(outcome);
    if (outcome.is === 'booked') {
      const audit = known?.exists ? directivesSchema.parse(known.data()).audit : [];
      wallet.write(transaction);
      transaction.set(directives, { audit: audited(audit, record) });
    }
    return { posting: reversal, isNew: outcome.is === 'booked' };
  });
  if (isNew) logDirective('walletDirective', { service: SERVICE, wallet: uid }, record);
  return { uid, key: posting.key, amount: fanAmount(posting), balance: posting.balance };
}

/** @throws RewardsCallError */
function reversalOf(outcome: PostingOutcome): Posting {
  if (outcome.is === 'booked' || outcome.is === 'repeat') return outcome.posting;
  const code = outcome.is === 'refused' ? outcome.code : 'notReversible';
  if (code === 'unknownPosting')
    throw new RewardsCallError('postingNotFound', 'There is no such posting in this wallet.', { status: 'not-found' });
  if (code === 'outOfRange') throw new RewardsCallError(code, 'The wallet would hold more than any may.');
  throw new RewardsCallError('notReversible', 'This posting cannot be undone, or has been.');
}
