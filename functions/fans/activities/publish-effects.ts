import { isContention } from '@fanfold/kit/calls';
import { groupBy, inLanes } from '@fanfold/kit/ops';
import type { FansPlace, Unpublished } from './change-fans.ts';

const UPDATES_AT_ONCE = 20;

/**
 * Publishes what commits have left in outboxes, and takes it out of them. Whoever dies in between leaves it there: the message that comes again
 * publishes it, or the fan's next commit, or the scheduled fold.
 *
 * @throws what Pub/Sub or Firestore answered
 */
export async function publishEffects(
  { publish }: Pick<FansPlace, 'publish'>,
  unpublished: readonly Unpublished[],
): Promise<void> {
  const byTopic = groupBy(
    unpublished.flatMap(({ effects }) => effects),
    ({ topic }) => topic,
  );
  await inLanes([...byTopic], byTopic.size, ([topic, effects]) =>
    publish(
      topic,
      effects.map(({ item }) => item),
    ),
  );
  await inLanes(unpublished, UPDATES_AT_ONCE, async ({ reference, updateTime, foldAt }) => {
    try {
      await reference.update({ outbox: [], foldAt }, { lastUpdateTime: updateTime });
    } catch (error) {
      // A later commit has them in its outbox too.
      if (!isContention(error)) throw error;
    }
  });
}
