import { resolve } from 'node:path';
import { MATCH_CHANGES_TOPIC } from '@fanfold/kit/messages';
import { type Host, startHost } from '../host/host.ts';
import { type HostedFunction, type TopicFunction, portCountOf } from '../host/hosted-function.ts';
import { root } from '@fanfold/tools/root';
import { createAllTopics } from './topics.ts';

const scorecards = resolve(root, 'functions/scorecards/index.ts');
const fantasy = resolve(root, 'functions/fantasy/index.ts');

function onChanges(entry: string, name: string, target: string): TopicFunction {
  return { kind: 'topic', name, entry, target, topic: MATCH_CHANGES_TOPIC };
}

/** The deployed functions of each service, with what triggers them. */
export const FUNCTIONS = {
  scorecards: [onChanges(scorecards, 'scorecards', 'onMatchChanges')],
  fantasy: [
    onChanges(fantasy, 'fantasy-scoring', 'scoreMatchChanges'),
    {
      kind: 'document',
      name: 'fantasy-entries',
      entry: fantasy,
      target: 'onEntryWritten',
      document: 'contests/{contestId}/entries/{entryId}',
      group: 'fantasy-entries',
    },
    {
      kind: 'document',
      name: 'fantasy-terms',
      entry: fantasy,
      target: 'onTermsWritten',
      document: 'contests/{contestId}/state/terms',
      group: 'fantasy-settlement',
    },
    {
      kind: 'topic',
      name: 'fantasy-settlement',
      entry: fantasy,
      target: 'onSettlementShard',
      topic: 'contest.settlements',
      group: 'fantasy-settlement',
    },
    {
      kind: 'schedule',
      name: 'fantasy-sweep',
      entry: fantasy,
      target: 'sweep',
      everySeconds: 5,
      group: 'fantasy-entries',
    },
    {
      kind: 'calls',
      name: 'fantasy-calls',
      entry: fantasy,
      targets: ['saveEntry', 'powerUp', 'createLeague', 'joinLeague', 'leaveLeague', 'openContest'],
    },
  ],
} satisfies Record<string, readonly HostedFunction[]>;

export type Service = keyof typeof FUNCTIONS;

/** Ports that all functions together take, from `portFrom`. */
export const FUNCTION_PORTS = portCountOf(Object.values(FUNCTIONS).flat());

export interface ServicesOptions {
  projectId: string;
  /** Where the emulators are; and parameters of the functions. */
  env: Record<string, string>;
  /** Without it the functions take any free ports. */
  portFrom?: number;
  /** The services to start; without it all. */
  only?: readonly Service[];
  /** More functions than the services'. */
  more?: readonly HostedFunction[];
  onLine?: (name: string, line: string) => void;
}

/**
 * Starts functions as they run in production: in processes behind push subscriptions. (The functions emulator starts a process per
 * message under way, or takes one message after the other.) They show every change at once, where production's default is one commit a second.
 */
export async function startServices(options: ServicesOptions): Promise<Host> {
  const { projectId, env, portFrom, only = Object.keys(FUNCTIONS) as Service[], more = [], onLine } = options;
  const pubsubHost = env['PUBSUB_EMULATOR_HOST'] ?? '';
  await createAllTopics(projectId, pubsubHost);
  return startHost({
    services: [...only.flatMap((service) => FUNCTIONS[service]), ...more],
    projectId,
    pubsubHost,
    portFrom,
    env: { LIVE_COMMITS_PER_SECOND: '0', QUIET_COMMIT_SECONDS: '0', ...env },
    ...(onLine && { onLine }),
  });
}
