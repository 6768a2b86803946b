import { resolve } from 'node:path';
import { TOPICS } from '@fanfold/kit/messages';
import { readLocalSecrets, readParameters } from '@fanfold/tools/build/parameters';
import { SERVICES } from '@fanfold/tools/build/services';
import { type Host, type HostOptions, type HostedService, startHost } from '../host/host.ts';
import { root } from '@fanfold/tools/root';
import { refusalOf } from './refusal.ts';
import { createAllTopics } from './topics.ts';

/** Nobody wants to wait a minute for a lock or a sweep: what is declared for every minute runs every 5 s here. */
const SCHEDULE_SPEED = 12;

export interface ServicesOptions extends Pick<HostOptions, 'port' | 'divert' | 'onLine' | 'onCrash'> {
  projectId: string;
  /** Where the emulators are; and parameters of the functions. */
  env: Record<string, string>;
  /** Resolves when the emulators answer; without it they do already. */
  emulators?: Promise<unknown>;
  /** The services to start; without it all. */
  only?: readonly string[];
  /** More than the project's own. */
  more?: readonly HostedService[];
}

/**
 * Starts functions as they run in production, by their own declarations. (The functions emulator starts a process per message under way, or takes
 * one message after the other.) They show every change at once, where production's default is one commit a second.
 */
export async function startServices(options: ServicesOptions): Promise<Host> {
  const { env, emulators, only = SERVICES, more = [], ...others } = options;
  const own = only.map((name) => ({ name, entry: resolve(root, 'functions', name, 'index.ts') }));
  const pubsubHost = env['PUBSUB_EMULATOR_HOST'] ?? '';
  const topics = Promise.resolve(emulators).then(() => createAllTopics(options.projectId, pubsubHost));
  return startHost({
    ...others,
    emulators: topics,
    services: [...own, ...more],
    pubsubHost,
    env: {
      ...readParameters(),
      ...readLocalSecrets(),
      LIVE_COMMITS_PER_SECOND: '0',
      QUIET_COMMIT_SECONDS: '0',
      ...env,
    },
    scheduleSpeed: SCHEDULE_SPEED,
    refuse: (declared) => refusalOf(declared, Object.keys(TOPICS)),
  });
}
