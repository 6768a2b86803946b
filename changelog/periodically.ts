import { ConnectorError } from './errors.ts';
import { log } from './log.ts';
import { pause } from './pause.ts';

/** Runs the task again and again until abort. A failure is logged and the next run tries again; a ConnectorError ends it all. */
export async function periodically(everyMs: number, signal: AbortSignal, task: () => Promise<void>): Promise<void> {
  for (;;) {
    await pause(everyMs, signal);
    if (signal.aborted) return;
    try {
      await task();
    } catch (error) {
      if (error instanceof ConnectorError) throw error;
      log('WARNING', 'firestoreFailed', { error: String(error) });
    }
  }
}
