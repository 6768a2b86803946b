import { inLanes } from '@fanfold/kit/ops';
import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { SERVICE } from '../profile/profile.ts';
import { type FansPlace, changeFans } from './change-fans.ts';
import { FOLD_SHARDS, foldKeyIn } from './fold-key.ts';
import { publishEffects } from './publish-effects.ts';

/** Fans of one commit. */
const PAGE = 20;

/** Shards under way at once: some 1,000 fans a second. Midnight comes to half a million at once, who can wait some minutes for what it means. */
const SHARDS_AT_ONCE = 8;

/** A run ends by then; what is left is still due when the next one begins. */
const RUN_MS = 200_000;

/**
 * Folds the fans whose day has begun, and publishes what an instance that died has left in an outbox. A fan who is folded is due later, so a run that is
 * cut off goes on where it was.
 *
 * @returns fans that were folded
 * @throws at the end, when some could not be: they are for the next run
 */
export async function foldDueFans(place: FansPlace): Promise<number> {
  const began = place.now().getTime();
  const shards = Array.from({ length: FOLD_SHARDS }, (_, shard) => shard);
  let folded = 0;
  await inLanes(shards, SHARDS_AT_ONCE, async (shard) => {
    const due = place.db
      .collectionGroup('state')
      .orderBy('foldAt')
      .startAt(foldKeyIn(shard, 0))
      .endAt(foldKeyIn(shard, began))
      .limit(PAGE);
    const failed: unknown[] = [];
    for (let last: QueryDocumentSnapshot | undefined; place.now().getTime() < began + RUN_MS;) {
      const { docs } = await (last ? due.startAfter(last) : due).get();
      const some = await foldFans(place, docs.map(uidOf), failed);
      folded += some;
      last = docs.at(-1);
      if (docs.length < PAGE) break;
    }
    if (failed.length > 0) throw failed[0];
  });
  return folded;
}

async function foldFans(place: FansPlace, uids: readonly string[], failed: unknown[]): Promise<number> {
  const changed = await changeFans(
    place,
    uids.map((uid) => ({ uid, months: [], change: (fan) => fan.setDue() })),
  );
  const unpublished = changed.flatMap((each) => (each.is === 'committed' ? (each.unpublished ?? []) : []));
  await publishEffects(place, unpublished).catch((error: unknown) => void failed.push(error));
  for (const { uid } of changed.filter(({ is }) => is === 'unreadable'))
    logger.write({ severity: 'ALERT', message: 'a fan cannot be read', event: 'fanUnreadable', service: SERVICE, uid });
  failed.push(...changed.flatMap((each) => (each.is === 'failed' ? [each.error] : [])));
  return changed.filter(({ is }) => is === 'committed').length;
}

/** Of `fans/{uid}/state/activities`. */
function uidOf({ ref }: QueryDocumentSnapshot): string {
  return ref.parent.parent?.id ?? '';
}
