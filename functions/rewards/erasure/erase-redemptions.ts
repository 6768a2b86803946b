import { withoutLocks, writeAsRead } from '@fanfold/kit/calls';
import type { Firestore, QueryDocumentSnapshot, WriteBatch } from 'firebase-admin/firestore';
import { type RedemptionDocument, refundPath, reportPath } from '../coupons/documents.ts';

/** Redemptions of one commit, each with its report and its refund. */
const PAGE = 100;

/**
 * Takes what is personal out of a fan's redemptions, after their tombstone was left. Which unit went when for which price stays: the ledger and the
 * partner's account are made of it. What is decided or refunded meanwhile is read again; who reads later sees the tombstone.
 */
export async function eraseRedemptions(db: Firestore, uid: string, now: () => Date): Promise<void> {
  const own = db.collection('redemptions').where('uid', '==', uid).orderBy('__name__').limit(PAGE);
  for (let page = own; ;) {
    const docs = await withoutLocks(async () => {
      const found = (await page.get()).docs;
      const writes = db.batch();
      for (const document of found) eraseRedemption(db, writes, document, now());
      await writes.commit();
      return found;
    });
    const last = docs.at(-1);
    if (docs.length < PAGE || !last) return;
    page = own.startAfter(last);
  }
}

function eraseRedemption(db: Firestore, writes: WriteBatch, document: QueryDocumentSnapshot, now: Date): void {
  const { campaignId, status, problem } = document.data() as RedemptionDocument;
  writeAsRead(writes, document, {
    ...(status === 'pending' && { status: 'refused', reason: 'fanErased', endedAt: now.toISOString() }),
    code: null,
    isUsed: false,
    problem: null,
  } satisfies Partial<RedemptionDocument>);
  if (problem !== null) writes.delete(db.doc(reportPath(campaignId, document.id)));
  if (status === 'refunded') writes.delete(db.doc(refundPath(campaignId, document.id)));
}
