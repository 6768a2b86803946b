import { type CloudFunction } from 'firebase-functions';
import { type MessagePublishedData, type PubSubOptions, onMessagePublished } from 'firebase-functions/pubsub';
import type { CloudEvent } from 'firebase-functions';
import type { ChangeIntake } from '../changes/change-intake.ts';
import type { Pace } from './commit-queue.ts';
import { changesTopic } from '../changes/envelope.ts';
import { projectFirestore, projectPubSub } from '../ops/firebase.ts';
import { publishTo } from '../messages/publish.ts';
import { changesEpoch, liveCommitsPerSecond, minInstances, quietCommitSeconds } from '../ops/params.ts';
import type { Projector } from './projector.ts';
import { projectorIntake } from './projector-intake.ts';

export type ChangesFunction = CloudFunction<CloudEvent<MessagePublishedData>>;

/** The pace that the parameters ask for. */
export function livePace(): Pace {
  return { liveCommitsPerSecond: liveCommitsPerSecond.value(), quietCommitSeconds: quietCommitSeconds.value() };
}

/** Makes the triggers of a service that is a projector, one per table. */
export function liveTriggers(projector: Projector): (table: string) => ChangesFunction {
  return changesTriggers(() =>
    projectorIntake({
      db: projectFirestore(),
      projector,
      publish: publishTo(projectPubSub()),
      pace: livePace,
      epoch: () => changesEpoch.value(),
    }),
  );
}

/**
 * Makes the triggers of a live service, one per table. One instance is fast, since it holds the matches; several are right, since commits
 * are fenced. All triggers that run in one process share one intake.
 */
export function changesTriggers(
  start: () => Pick<ChangeIntake, 'handle'>,
  options: Pick<PubSubOptions, 'memory'> = {},
): (table: string) => ChangesFunction {
  let intake: Pick<ChangeIntake, 'handle'> | undefined;
  return (table) =>
    onMessagePublished(
      {
        ...options,
        topic: changesTopic(table),
        retry: true,
        minInstances,
        maxInstances: 1,
        concurrency: 500,
        timeoutSeconds: 60,
      },
      async ({ data }) => {
        intake ??= start();
        await intake.handle(Buffer.from(data.message.data, 'base64').toString());
      },
    );
}
