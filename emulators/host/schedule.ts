export interface ScheduleOptions {
  /** Of the job, as the function is told. */
  name: string;
  /** Of the function. */
  url: string;
  everySeconds: number;
}

/**
 * Does what Cloud Scheduler does for a deployed function. A run that is due while another is under way is left out; one that fails is made
 * up for by the next.
 *
 * @returns ends it
 */
export function startSchedule({ name, url, everySeconds }: ScheduleOptions): () => void {
  let running = false;
  const run = async () => {
    if (running) return;
    running = true;
    const headers = { 'x-cloudscheduler-jobname': name, 'x-cloudscheduler-scheduletime': new Date().toISOString() };
    try {
      await (await fetch(url, { method: 'POST', headers })).arrayBuffer();
    } catch {
      // Its process is down.
    }
    running = false;
  };
  const timer = setInterval(() => void run(), everySeconds * 1000);
  return () => clearInterval(timer);
}
