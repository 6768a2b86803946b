/** What happens in the host and not in a function: one line each among the lines of that function. */
export type HostEvent =
  /** A message or document event comes again: the function answered so, or 429, 503, 504 was answered for it. */
  | { event: 'deliveryFailed'; function: string; id: string; status: number }
  /** As `deliveryFailed`, but the function declares no `retry`, or is a scheduled run. */
  | { event: 'eventLost'; function: string; id: string; status: number }
  /** A message has failed as often as its subscription allows, and is among the dead letters of its topic. */
  | { event: 'deadLettered'; function: string; id: string; topic: string }
  /** The subscription brings no messages any more. */
  | { event: 'pullFailed'; function: string; error: string }
  /** A process has ended, and nobody ended it. */
  | { event: 'instanceCrashed'; function: string; error: string };

const SEVERITY: Record<HostEvent['event'], string> = {
  deliveryFailed: 'INFO',
  eventLost: 'ERROR',
  deadLettered: 'ERROR',
  pullFailed: 'ERROR',
  instanceCrashed: 'CRITICAL',
};

export function lineOf(event: HostEvent): string {
  return JSON.stringify({ severity: SEVERITY[event.event], ...event });
}

export function isTaken(status: number): boolean {
  return status >= 200 && status < 300;
}
