import type { MemoryOption } from 'firebase-functions/options';
import { region } from './params.ts';

/** What each function says of itself. Platform defaults are not relied on: they differ between kinds of triggers. */
export interface Needs {
  /** Of one instance. */
  memory: MemoryOption;
  /** A run that takes longer is cut off. Events and schedules: 540 at most. */
  timeoutSeconds: number;
}

/** Options of a function that messages or documents trigger: an event whose run fails comes again. */
export function eventOptions<const T extends Needs>(needs: T) {
  return { ...needs, region, retry: true as const };
}

/** Options of a function that a schedule triggers: what a failed run leaves undone, the next one does. */
export function scheduleOptions<const T extends Needs>(needs: T) {
  return { ...needs, region, retryCount: 0 };
}

/** Options of a function that apps call. */
export function callOptions<const T extends Needs>(needs: T) {
  return { ...needs, region, cors: true };
}
