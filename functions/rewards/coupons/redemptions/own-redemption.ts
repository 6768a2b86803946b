import { type Caller, documentId, erasedFanPath, transact } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { prose } from '../campaigns/terms-schema.ts';
import { CouponCallError, assertNotErased, notFound } from '../coupon-call-error.ts';
import { type RedemptionDocument, type ReportDocument, redemptionPath, reportPath } from '../documents.ts';

/** What a fan says of a code they have won. */

export const markUsedSchema = z.strictObject({ redemptionId: documentId, isUsed: z.boolean() });

export const reportCouponSchema = z.strictObject({
  redemptionId: documentId,
  /** What happened when the fan used the code. */
  problem: prose(500),
});

type OwnReceipt = Pick<RedemptionDocument, 'isUsed' | 'problem'> & { redemptionId: string };

/** @throws CallError fanErased, redemptionNotFound, notFulfilled, tryAgain */
export async function markUsed(
  db: Firestore,
  caller: Caller,
  { redemptionId, isUsed }: z.infer<typeof markUsedSchema>,
): Promise<OwnReceipt> {
  return changeOwn(db, caller, redemptionId, () => ({ isUsed }));
}

/**
 * Says that a code did not work. Operators find it in `campaigns/{c}/reports`; saying it again replaces what was said.
 *
 * @throws CallError fanErased, redemptionNotFound, notFulfilled, tryAgain
 */
export async function reportCoupon(
  db: Firestore,
  caller: Caller,
  { redemptionId, problem }: z.infer<typeof reportCouponSchema>,
  now: () => Date,
): Promise<OwnReceipt> {
  return changeOwn(db, caller, redemptionId, ({ campaignId, claim }, set) => {
    const { uid } = caller;
    const report = { uid, redemptionId, claim, problem, at: now().toISOString() } satisfies Partial<ReportDocument>;
    set(reportPath(campaignId, redemptionId), report);
    return { problem };
  });
}

type Won = RedemptionDocument & { claim: ReportDocument['claim'] };

async function changeOwn(
  db: Firestore,
  { uid }: Caller,
  redemptionId: string,
  change: (won: Won, set: (path: string, fields: object) => void) => Partial<RedemptionDocument>,
): Promise<OwnReceipt> {
  const reference = db.doc(redemptionPath(redemptionId));
  return transact(db, async (transaction) => {
    const [known, erased] = await transaction.getAll(reference, db.doc(erasedFanPath(uid)));
    assertNotErased(erased);
    const stored = known?.data() as RedemptionDocument | undefined;
    // Of another fan's, nobody learns that it is there.
    if (stored?.uid !== uid) throw notFound('redemptionNotFound', 'You have no such coupon.');
    if (!hasCode(stored))
      throw new CouponCallError('notFulfilled', 'There is no code.', { details: { status: stored.status } });
    const fields = change(stored, (path, document) => void transaction.set(db.doc(path), document));
    transaction.update(reference, fields);
    const { isUsed, problem } = { ...stored, ...fields };
    return { redemptionId, isUsed, problem };
  });
}

function hasCode(redemption: RedemptionDocument): redemption is Won {
  return redemption.status === 'fulfilled' && redemption.claim !== null;
}
