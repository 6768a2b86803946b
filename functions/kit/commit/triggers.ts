import { type CloudFunction } from 'firebase-functions';
import { type MessagePublishedData, onMessagePublished } from 'firebase-functions/pubsub';
import type { CloudEvent } from 'firebase-functions';
import type { ChangeIntake } from '../changes/change-intake.ts';
import type { Pace } from './pace.ts';
import { projectFirestore, projectPubSub } from '../ops/firebase.ts';
import { messageText } from '../messages/read-items.ts';
import { publishTo } from '../messages/publish.ts';
import { MATCH_CHANGES_TOPIC } from '../messages/topics.ts';
import { type Needs, eventOptions } from '../ops/options.ts';
import { changesEpoch, liveCommitsPerSecond, minInstances, quietCommitSeconds } from '../ops/params.ts';
import type { Projector } from './projector.ts';
import { projectorIntake } from './projector-intake.ts';

export type ChangesFunction = CloudFunction<CloudEvent<MessagePublishedData>>;

/** The rows of the matches that an instance holds are bounded well below it. */
const PROJECTOR_MEMORY = '1GiB';

/** The pace that the parameters ask for. */
export function livePace(): Pace {
  return { liveCommitsPerSecond: liveCommitsPerSecond.value(), quietCommitSeconds: quietCommitSeconds.value() };
}

/** The trigger of a service that is a projector. */
export function liveTrigger(projector: Projector): ChangesFunction {
  const start = () =>
    projectorIntake({
      db: projectFirestore(),
      projector,
      publish: publishTo(projectPubSub()),
      pace: livePace,
      epoch: () => changesEpoch.value(),
    });
  return changesTrigger(start, PROJECTOR_MEMORY);
}

/**
 * The trigger of a live service: one takes the changes of all tables of a match, for each deployed function has a process of its own, and those
 * of one match would take the fence from each other. One instance is fast, since it holds the matches; several are right, since commits are fenced.
 */
export function changesTrigger(start: () => Pick<ChangeIntake, 'handle'>, memory: Needs['memory']): ChangesFunction {
  let intake: Pick<ChangeIntake, 'handle'> | undefined;
  return onMessagePublished(
    eventOptions({
      topic: MATCH_CHANGES_TOPIC,
      memory,
      timeoutSeconds: 60,
      minInstances,
      maxInstances: 1,
      concurrency: 500,
    }),
    async ({ data }) => {
      intake ??= start();
      await intake.handle(messageText(data.message.data));
    },
  );
}
