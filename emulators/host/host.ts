import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PubSub } from '@google-cloud/pubsub';
import { bundleFunctions } from '../bundle.ts';
import { freePort } from '../ports.ts';
import { root } from '../processes.ts';
import { FunctionProcess } from './function-process.ts';
import { type DeadLetterPolicy, createPushSubscription } from './push-subscription.ts';

export interface HostedFunction {
  name: string;
  /** Module that exports the function; it is bundled as for deployment. */
  entry: string;
  /** Name of the export. */
  target: string;
  topic: string;
  deadLetter?: DeadLetterPolicy;
}

export interface HostOptions {
  services: readonly HostedFunction[];
  projectId: string;
  /** host:port of the Pub/Sub emulator. */
  pubsubHost: string;
  /** The functions take this port and the next ones, in order; without it any free ones. */
  portFrom?: number | undefined;
  /** Environment of every function, on top of this process's own. */
  env?: Record<string, string>;
  onLine?: (name: string, line: string) => void;
}

export interface Host {
  processes: ReadonlyMap<string, FunctionProcess>;
  /** Functions that did not start, and why. The others run: each is deployed alone. */
  failed: ReadonlyMap<string, Error>;
  /** Ends one function's process at once; its messages wait. */
  kill: (name: string) => Promise<void>;
  restart: (name: string) => Promise<void>;
  /** Ends all processes and deletes the subscriptions. */
  stop: () => Promise<void>;
}

/**
 * Hosts functions as production does: each is a functions-framework process of its own behind a Pub/Sub push subscription, so that
 * concurrency, redelivery, retries and dead-letter policies are real. Returns when all answer or have failed.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { services, projectId, pubsubHost, portFrom, onLine } = options;
  const pubsub = new PubSub({ projectId, apiEndpoint: pubsubHost, emulatorMode: true });
  const processes = new Map<string, FunctionProcess>();
  const cleanUps: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    await Promise.allSettled([...processes.values()].map((process) => process.kill()));
    await Promise.allSettled(cleanUps.splice(0).map((cleanUp) => cleanUp()));
    await pubsub.close();
  };
  const find = (name: string) => {
    const found = processes.get(name);
    if (!found) throw new Error(`There is no function ${name}; there are ${[...processes.keys()].join(', ')}.`);
    return found;
  };
  const env = {
    GOOGLE_CLOUD_PROJECT: projectId,
    GCLOUD_PROJECT: projectId,
    PUBSUB_EMULATOR_HOST: pubsubHost,
    ...options.env,
  };
  const failed = new Map<string, Error>();
  const start = async ({ name, entry, target, topic, deadLetter }: HostedFunction, index: number) => {
    // In the repository, where the hoisted packages resolve.
    const folder = resolve(root, '.build/host', `${name}-${process.pid}`);
    cleanUps.push(() => rm(folder, { recursive: true, force: true }));
    const source = resolve(folder, 'index.mjs');
    await bundleFunctions(entry, source);
    const port = portFrom === undefined ? await freePort() : portFrom + index;
    const hosted = new FunctionProcess({ name, source, target, port, env, onLine: (line) => onLine?.(name, line) });
    await hosted.start();
    processes.set(name, hosted);
    cleanUps.push(await createPushSubscription(pubsub, { name: `host.${name}`, topic, port, deadLetter }));
  };
  await Promise.all(
    services.map((service, index) =>
      start(service, index).catch((error: unknown) => failed.set(service.name, error as Error)),
    ),
  );
  return {
    processes,
    failed,
    stop,
    kill: (name) => find(name).kill(),
    restart: async (name) => {
      await find(name).kill();
      await find(name).start();
    },
  };
}
