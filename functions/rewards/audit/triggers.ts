import { projectFirestore, scheduleOptions } from '@fanfold/kit/ops';
import { onSchedule } from 'firebase-functions/scheduler';
import { auditLedger as audit } from './audit-ledger.ts';

/** So long before it is cut off, it leaves the rest to the next run. */
const TIMEOUT_SECONDS = 540;
const RUN_MS = 420_000;

/** Goes through all wallets once a day, as far as one run comes. */
export const auditLedger = onSchedule(
  scheduleOptions({
    schedule: 'every 10 minutes',
    memory: '512MiB',
    timeoutSeconds: TIMEOUT_SECONDS,
    maxInstances: 1,
  }),
  async () => {
    const started = performance.now();
    await audit(
      projectFirestore(),
      () => new Date(),
      () => performance.now() - started < RUN_MS,
    );
  },
);
