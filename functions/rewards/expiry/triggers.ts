import { projectFirestore, scheduleOptions } from '@fanfold/kit/ops';
import { onSchedule } from 'firebase-functions/scheduler';
import { expireCoins } from './expire-coins.ts';

/** Days end at midnight UTC; the hours after are for what a run did not come to. */
export const sweepExpired = onSchedule(
  scheduleOptions({ schedule: 'every 1 hours', memory: '256MiB', timeoutSeconds: 540, maxInstances: 1 }),
  async () => void (await expireCoins(projectFirestore(), () => new Date())),
);
