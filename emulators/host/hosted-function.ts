import type { DeadLetterPolicy } from './push-subscription.ts';

interface Hosted {
  name: string;
  /** Module that exports the function; it is bundled as for deployment. */
  entry: string;
  /** Functions of one group share a process, and what their modules keep in memory. Without it a function has a process of its own. */
  group?: string;
}

/** Runs for each message of a topic. */
export interface TopicFunction extends Hosted {
  kind: 'topic';
  /** Name of the export. */
  target: string;
  topic: string;
  deadLetter?: DeadLetterPolicy;
}

/** Runs for each document that is written or deleted. */
export interface DocumentFunction extends Hosted {
  kind: 'document';
  target: string;
  /** Pattern of paths, e.g. `contests/{contestId}/entries/{entryId}`. */
  document: string;
}

/** Runs again and again; a run that is due while another is under way is left out. */
export interface ScheduledFunction extends Hosted {
  kind: 'schedule';
  target: string;
  everySeconds: number;
}

/** Callables of one service, all in one process. Clients know each by the name of its export. */
export interface CallableFunctions extends Hosted {
  kind: 'calls';
  targets: readonly string[];
}

export type HostedFunction = TopicFunction | DocumentFunction | ScheduledFunction | CallableFunctions;

/** The functions of each process, by its name. */
export function processesOf(functions: readonly HostedFunction[]): Map<string, HostedFunction[]> {
  const processes = new Map<string, HostedFunction[]>();
  for (const hosted of functions) {
    const name = hosted.group ?? hosted.name;
    processes.set(name, [...(processes.get(name) ?? []), hosted]);
  }
  return processes;
}

/** Ports that a host of these functions takes: one for calls, and one per process. */
export function portCountOf(functions: readonly HostedFunction[]): number {
  return 1 + processesOf(functions).size;
}
