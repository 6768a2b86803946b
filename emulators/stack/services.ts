import { resolve } from 'node:path';
import { type Host, type HostedFunction, startHost } from '../host/host.ts';
import { root } from '../processes.ts';

const scorecards = resolve(root, 'functions/scorecards/index.ts');

/** The deployed functions of all services, with the topics that trigger them. */
export const FUNCTIONS = [
  { name: 'scorecards-matches', entry: scorecards, target: 'onMatchChanges', topic: 'changes.matches' },
  { name: 'scorecards-squads', entry: scorecards, target: 'onSquadChanges', topic: 'changes.squads' },
  { name: 'scorecards-events', entry: scorecards, target: 'onEventChanges', topic: 'changes.match_events' },
] as const;

export interface ServicesOptions {
  projectId: string;
  /** Where the emulators are; and parameters of the functions. */
  env: Record<string, string>;
  /** Without it the functions take any free ports. */
  portFrom?: number;
  /** More functions than the services'. */
  more?: readonly HostedFunction[];
  onLine?: (name: string, line: string) => void;
}

/**
 * Starts all functions as they run in production: one process each behind a push subscription. (The functions emulator starts a process per
 * message under way, or takes one message after the other.) They show every change at once, where production's default is one commit a second.
 */
export function startServices({ projectId, env, portFrom, more = [], onLine }: ServicesOptions): Promise<Host> {
  return startHost({
    services: [...FUNCTIONS, ...more],
    projectId,
    pubsubHost: env['PUBSUB_EMULATOR_HOST'] ?? '',
    portFrom,
    env: { LIVE_COMMITS_PER_SECOND: '0', QUIET_COMMIT_SECONDS: '0', ...env },
    ...(onLine && { onLine }),
  });
}
