import { ACTIVITY_TOPIC, changesTopic, inboxFunction } from '@fanfold/kit/messages';
import { changesEpoch, scheduleOptions } from '@fanfold/kit/ops';
import { onSchedule } from 'firebase-functions/scheduler';
import { SERVICE } from '../profile/profile.ts';
import { ActivityIntake, laneOf } from './activity-intake.ts';
import { fanActionSchema } from './fan-action.ts';
import { fanActivitySchema } from './fan-activity.ts';
import { foldDueFans } from './fold-due-fans.ts';
import { projectFans } from './place.ts';
import type { ActivityItem } from './take-activities.ts';

/**
 * A message waits some 200 ms, nearly all of it for Firestore. Of the largest that are published, 1 MB, forty take 300 MB; fans of these days have some KB
 * each.
 */
const NEEDS = { memory: '1GiB', timeoutSeconds: 120, concurrency: 40, maxInstances: 10 } as const;

let activities: ActivityIntake | undefined;

/** Of an instance, made at its first message. */
const intake = {
  service: SERVICE,
  keyOf: laneOf,
  take: (items: readonly ActivityItem[], lane: string) => {
    activities ??= new ActivityIntake(projectFans());
    return activities.take(items, lane);
  },
};

/** Takes what services say that fans did or reached. */
export const onFanActivity = inboxFunction(ACTIVITY_TOPIC, { ...intake, schema: fanActivitySchema }, NEEDS);

/** Takes rows of `fan_actions`. */
export const onFanActions = inboxFunction(
  changesTopic('fan_actions'),
  { ...intake, schema: fanActionSchema(() => changesEpoch.value()) },
  NEEDS,
);

/** Folds fans whose day begins. */
export const foldFansDue = onSchedule(
  scheduleOptions({ schedule: 'every 5 minutes', memory: '512MiB', timeoutSeconds: 240, maxInstances: 1 }),
  async () => void (await foldDueFans(projectFans())),
);
