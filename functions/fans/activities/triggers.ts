import { ACTIVITY_TOPIC, changesTopic, inboxFunction } from '@fanfold/kit/messages';
import { changesEpoch, scheduleOptions, shardOf } from '@fanfold/kit/ops';
import { onSchedule } from 'firebase-functions/scheduler';
import { SERVICE } from '../profile/profile.ts';
import { fanActionSchema } from './fan-action.ts';
import { fanActivitySchema } from './fan-activity.ts';
import { foldDueFans } from './fold-due-fans.ts';
import { projectFans } from './place.ts';
import { type ActivityItem, takeActivities } from './take-activities.ts';

/** Commits of one message that are under way at once: what it has for the fans of a lane is as few commits as hold it. */
const LANES = 16;

/** A commit has up to ten months and summaries, of 768 KB each at worst, several times over while they are folded. */
const NEEDS = { memory: '1GiB', timeoutSeconds: 120, concurrency: 4, maxInstances: 10 } as const;

const intake = {
  service: SERVICE,
  keyOf: ({ rows: [first] }: ActivityItem) => String(shardOf(first?.uid ?? '', LANES)),
  take: (items: readonly ActivityItem[]) => takeActivities(projectFans(), items),
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
