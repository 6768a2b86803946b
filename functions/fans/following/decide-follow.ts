import { type CallPace, keepPace } from '@fanfold/kit/calls';
import { FansCallError } from '../calls/fans-call-error.ts';
import { type FollowedKind, type Following, MOST_FOLLOWED } from './documents.ts';

/** Whoever looks through a list of friends follows them one after the other. */
const CHANGES: CallPace = { inARow: 60, everyMs: 10_000 };

/**
 * What following somebody, or no more, makes of whom a fan follows; null: it is so already.
 *
 * @throws CallError tooManyFollowed (details.most), tooManyRequests
 */
export function decideFollow(
  stored: Following,
  { kind, id, isFollowed }: { kind: FollowedKind; id: string; isFollowed: boolean },
  now: Date,
): Following | null {
  const followed = stored[kind];
  if (followed.includes(id) === isFollowed) return null;
  const most = MOST_FOLLOWED[kind];
  if (isFollowed && followed.length >= most)
    throw new FansCallError('tooManyFollowed', `A fan follows ${most} ${kind} at most.`, { details: { most } });
  const busy = keepPace(CHANGES, stored.busyUntil === null ? null : new Date(stored.busyUntil), now);
  return {
    ...stored,
    [kind]: isFollowed ? [...followed, id] : followed.filter((each) => each !== id),
    busyUntil: busy.toISOString(),
  };
}
