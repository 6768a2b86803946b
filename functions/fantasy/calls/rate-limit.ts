import { CallError } from '@fanfold/kit/callable';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { transact } from './transact.ts';

export interface RateLimit {
  calls: number;
  minutes: number;
}

/**
 * Counts a call of a fan, in `rateLimits/{call}:{uid}`; a fixed window starts with its first call. Documents expire by `expiresAt`.
 *
 * @throws CallError tooManyRequests, with retryAfterSeconds; tryAgain
 */
export async function countCall(db: Firestore, call: string, uid: string, limit: RateLimit, now: Date): Promise<void> {
  const reference = db.doc(`rateLimits/${call}:${uid}`);
  await transact(db, async (transaction) => {
    const known = await transaction.get(reference);
    const expiresAt = (known.get('expiresAt') as Timestamp | undefined)?.toMillis() ?? 0;
    const isOver = expiresAt <= now.getTime();
    const calls = isOver ? 1 : (known.get('calls') as number) + 1;
    if (calls > limit.calls) {
      const retryAfterSeconds = Math.ceil((expiresAt - now.getTime()) / 1000);
      throw new CallError('tooManyRequests', `Try again in ${retryAfterSeconds} seconds.`, {
        status: 'resource-exhausted',
        details: { retryAfterSeconds },
      });
    }
    const end = isOver ? now.getTime() + limit.minutes * 60_000 : expiresAt;
    transaction.set(reference, { calls, expiresAt: Timestamp.fromMillis(end) });
  });
}
