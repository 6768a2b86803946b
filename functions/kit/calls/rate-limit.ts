import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { KitCallError } from './call-error.ts';
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
    if (calls > limit.calls) throw tooManyRequests(expiresAt - now.getTime());
    const end = isOver ? now.getTime() + limit.minutes * 60_000 : expiresAt;
    transaction.set(reference, { calls, expiresAt: Timestamp.fromMillis(end) });
  });
}

/** What a fan may do in a row before they have to wait, and how soon one more is allowed then. */
export interface CallPace {
  inARow: number;
  everyMs: number;
}

/**
 * The generic cell rate algorithm (ITU-T I.371): a single moment says how much of the pace is used up, so that a document can limit its own
 * changes without another one being read or written.
 *
 * @param busyUntil what the change before has returned; null before the first one
 * @returns the moment to keep with the change
 * @throws CallError tooManyRequests, with retryAfterSeconds
 */
export function keepPace(pace: CallPace, busyUntil: Date | null, now: Date): Date {
  const next = nextInPace(pace, busyUntil, now);
  if (next.is === 'early') throw tooManyRequests(next.byMs);
  return next.busyUntil;
}

/** The same for what is left undone when it comes too early, and refuses nobody. */
export function nextInPace(
  { inARow, everyMs }: CallPace,
  busyUntil: Date | null,
  now: Date,
): { is: 'due'; busyUntil: Date } | { is: 'early'; byMs: number } {
  const next = Math.max(busyUntil?.getTime() ?? 0, now.getTime()) + everyMs;
  const byMs = next - now.getTime() - inARow * everyMs;
  return byMs > 0 ? { is: 'early', byMs } : { is: 'due', busyUntil: new Date(next) };
}

function tooManyRequests(waitMs: number): KitCallError {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  return new KitCallError('tooManyRequests', `Try again in ${retryAfterSeconds} seconds.`, {
    status: 'resource-exhausted',
    details: { retryAfterSeconds },
  });
}
