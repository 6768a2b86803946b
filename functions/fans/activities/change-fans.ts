import { setTimeout as wait } from 'node:timers/promises';
import type { FanRules } from '@fanfold/game/fans';
import { isContention } from '@fanfold/kit/calls';
import type { PublishItems } from '@fanfold/kit/messages';
import { type Rejected, groupBy, keepDeadLetters } from '@fanfold/kit/ops';
import type { DocumentReference, Firestore, Timestamp } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { SERVICE } from '../profile/profile.ts';
import { UnreadableFanError } from './documents.ts';
import { OpenFan, type Pending } from './open-fan.ts';
import type { Effect } from './outbox.ts';
import { type FanRead, readFans } from './read-fans.ts';
import { writeDocuments, writeState } from './write-fan.ts';

/** Where fans are, and what their activities come to. */
export interface FansPlace {
  db: Firestore;
  publish: PublishItems;
  rules: FanRules;
  now: () => Date;
}

/** What is to be done to a fan, in memory; it may be asked again. */
export interface FanChange<T> extends FanRead {
  change: (fan: OpenFan) => T;
}

/** Effects of a commit, and the state that has them in its outbox. */
export interface Unpublished extends Pending {
  reference: DocumentReference;
  updateTime: Timestamp;
}

/** What a change came to. Of all but the first nothing was changed. */
export type Changed<T> =
  | { uid: string; is: 'committed'; result: T; unpublished: Unpublished | null }
  | { uid: string; is: 'erased' }
  | { uid: string; is: 'unreadable' }
  /** It is not certain; ask again later. */
  | { uid: string; is: 'failed'; error: unknown };

/** Of many fans; then each half of them is on its own. */
const ATTEMPTS = 2;

/** Of one fan. Their crowd is of a few at most: what they do, and messages about them. */
const ATTEMPTS_ALONE = 10;

/**
 * Changes many fans in one commit. It locks none while it reads: the commit fails where one has changed meanwhile, and all are read again. What keeps
 * changing, cannot be read or cannot be written is halved out, so that it holds up no other.
 *
 * @param changes of fans that are in the list once
 * @returns in the order of the list; never throws
 */
export async function changeFans<T>(place: FansPlace, changes: readonly FanChange<T>[]): Promise<Changed<T>[]> {
  const [first] = changes;
  if (!first) return [];
  const isAlone = changes.length === 1;
  for (let attempt = 1; ; attempt++) {
    try {
      return await changeTogether(place, changes);
    } catch (error) {
      const { uid } = first;
      if (isAlone && error instanceof UnreadableFanError) return [{ uid, is: 'unreadable' }];
      const isWorthIt = isContention(error) && attempt < (isAlone ? ATTEMPTS_ALONE : ATTEMPTS);
      if (isAlone && !isWorthIt) return [{ uid, is: 'failed', error }];
      if (!isWorthIt) break;
      await wait(Math.random() * Math.min(1_000, 20 * 2 ** attempt));
    }
  }
  const middle = Math.ceil(changes.length / 2);
  const halves = [changes.slice(0, middle), changes.slice(middle)];
  return (await Promise.all(halves.map((half) => changeFans(place, half)))).flat();
}

async function changeTogether<T>(
  { db, rules, now }: FansPlace,
  changes: readonly FanChange<T>[],
): Promise<Changed<T>[]> {
  const at = now().getTime();
  const startedMs = performance.now();
  const read = await readFans(db, changes, rules);
  const fans = read.map((found, index) => {
    const { uid, change } = changes[index] as FanChange<T>;
    if (!found) return { uid, is: 'erased' as const };
    const fan = new OpenFan(found, rules, at);
    const result = change(fan);
    return { uid, is: 'folded' as const, fan, fold: fan.fold(), result };
  });
  const writes = fans.flatMap((each) => (each.is === 'folded' && each.fold ? [{ ...each, fold: each.fold }] : []));
  const overflow = groupBy(
    writes.flatMap(({ fold }) => fold.overflow),
    ({ topic }) => topic,
  );
  for (const [topic, effects] of overflow) await keepDeadLetters(db, SERVICE, effects.map(letterOf), topic);
  const batch = db.batch();
  for (const { fan, fold } of writes) writeState(batch, fan, fold);
  for (const { fan, fold } of writes) writeDocuments(db, batch, fan, fold, rules);
  const written = writes.length > 0 ? await batch.commit() : [];
  const reads = changes.reduce((sum, { months }) => sum + 1 + months.length, 0);
  if (written.length > 0) logCommit(writes.length, written.length, reads, performance.now() - startedMs);
  const timeOf = new Map(writes.map(({ uid }, index) => [uid, written[index]?.writeTime]));
  return fans.map((each): Changed<T> => {
    if (each.is === 'erased') return each;
    const { uid, fan, fold, result } = each;
    const { ref: reference, updateTime } = fan.read.snapshot;
    const pending = fan.pending(fold);
    const unpublished = pending && { ...pending, reference, updateTime: (timeOf.get(uid) ?? updateTime) as Timestamp };
    return { uid, is: 'committed', result, unpublished };
  });
}

function letterOf({ item }: Effect): Rejected {
  return { code: 'outboxFull', message: 'it could not be published', table: null, payload: item };
}

/** @param ms from the first read to the end of the commit */
function logCommit(fans: number, writes: number, reads: number, ms: number): void {
  logger.write({
    severity: 'DEBUG',
    message: 'commit',
    event: 'fansCommit',
    service: SERVICE,
    fans,
    writes,
    reads,
    ms,
  });
}
