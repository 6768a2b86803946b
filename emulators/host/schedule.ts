import { parseSchedule } from './schedule-times.ts';

/** Timers of more than 24 days end at once. */
const LONGEST_WAIT_MS = 86_400_000;

export interface ScheduleOptions {
  /** As Cloud Scheduler takes it. */
  schedule: string;
  /** How much faster than the clock time passes for this schedule. */
  speed: number;
  /** Calls the function; resolves when it has answered. */
  run: (scheduledAt: Date) => Promise<unknown>;
}

/**
 * Does what Cloud Scheduler does for a deployed function. A run that is due while another is under way is left out; one that fails is made
 * up for by the next.
 *
 * @returns ends it
 * @throws where it cannot read the schedule
 */
export function startSchedule({ schedule, speed, run }: ScheduleOptions): () => void {
  const next = parseSchedule(schedule);
  const startedMs = Date.now();
  /** The schedule's own clock. */
  const nowMs = () => startedMs + (Date.now() - startedMs) * speed;
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const waitUntil = (dueMs: number) => {
    const waitMs = Math.min((dueMs - nowMs()) / speed, LONGEST_WAIT_MS);
    timer = setTimeout(() => (nowMs() < dueMs ? waitUntil(dueMs) : void runAt(dueMs)), waitMs);
  };
  const runAt = async (dueMs: number) => {
    await run(new Date(dueMs));
    if (!isStopped) waitUntil(next(Math.max(dueMs, nowMs())));
  };
  waitUntil(next(startedMs));
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
