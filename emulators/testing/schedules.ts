import { onSchedule } from 'firebase-functions/scheduler';

let runs = 0;

/** Says how often its process has run it, for the tests of the host. */
export const tick = onSchedule({ schedule: 'every 1 minutes', timeZone: 'UTC' }, ({ jobName }) => {
  process.stdout.write(`${JSON.stringify({ event: 'tick', id: jobName, runs: ++runs })}\n`);
});
