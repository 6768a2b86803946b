import { type Caller, randomCode } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { fanErased } from '../calls/fans-call-error.ts';
import { changeKeys } from './change-keys.ts';

export const myReferralCodeSchema = z.strictObject({});

/** 50 bits: a million guesses at a million codes find one with a chance of 1 in 1,000. */
const SYMBOLS = 10;

/**
 * The code by which others say who has invited them: MySQL's, if the fan's row has one, or one that is made at the first call. It stays the same.
 *
 * @param newCode another one each time
 * @throws CallError fanErased, tryAgain
 */
export async function myReferralCode(
  db: Firestore,
  { uid }: Caller,
  now: () => Date,
  newCode: () => string = () => randomCode(SYMBOLS),
): Promise<{ code: string }> {
  for (;;) {
    const code = newCode();
    const wanted = { key: code, shown: code };
    const has = await changeKeys(db, {
      uids: [uid],
      wanted: (_, fan) => (fan.has.referralCode ? {} : { referralCode: wanted }),
      change: (plan) => {
        const fan = plan.fan(uid);
        if (fan.isErased) throw fanErased();
        if (!fan.has.referralCode && plan.isFree(uid, 'referralCode', wanted)) plan.settle(uid, 'referralCode', wanted);
        return fan.has.referralCode;
      },
      now: now(),
    });
    if (has) return { code: has.key };
  }
}
