import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { PubSub } from '@google-cloud/pubsub';
import { bundleFunctions } from '@fanfold/tools/build/bundle';
import { freePort } from '../ports.ts';
import { root } from '@fanfold/tools/root';
import { startCallsGateway } from './calls-gateway.ts';
import { connectorOf } from './connect.ts';
import { FunctionProcess } from './function-process.ts';
import { type HostedFunction, processesOf } from './hosted-function.ts';
import type { Served } from './instance.ts';

const instanceMain = fileURLToPath(new URL('./instance-main.ts', import.meta.url));

export interface HostOptions {
  services: readonly HostedFunction[];
  projectId: string;
  /** host:port of the Pub/Sub emulator. */
  pubsubHost: string;
  /** The callables take this port and the processes the next ones, in order; without it any free ones. */
  portFrom?: number | undefined;
  /** Environment of every function, on top of this process's own; FIRESTORE_EMULATOR_HOST is needed where documents trigger. */
  env?: Record<string, string>;
  onLine?: (name: string, line: string) => void;
}

export interface Host {
  /** By name: the group of its functions, or that of its only one. */
  processes: ReadonlyMap<string, FunctionProcess>;
  /** Processes that did not start, and why. The others run: each is deployed alone. */
  failed: ReadonlyMap<string, Error>;
  /** host:port of the callables, for `connectFunctionsEmulator`. */
  callsHost: string;
  /** Ends one process at once; its messages and documents wait. */
  kill: (name: string) => Promise<void>;
  restart: (name: string) => Promise<void>;
  /** Ends all processes and deletes the subscriptions. */
  stop: () => Promise<void>;
}

/**
 * Hosts functions as production does: each served by the Functions Framework in a process of its own, or of its group, behind a Pub/Sub push
 * subscription, a stand-in for Eventarc or Cloud Scheduler, or an address for clients; so that concurrency, redelivery, retries and
 * dead-letter policies are real. Returns when all answer or have failed.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { services, projectId, pubsubHost, portFrom, onLine } = options;
  const env: Record<string, string> = {
    GOOGLE_CLOUD_PROJECT: projectId,
    GCLOUD_PROJECT: projectId,
    PUBSUB_EMULATOR_HOST: pubsubHost,
    ...options.env,
  };
  const callsPort = portFrom ?? (await freePort());
  const gateway = await startCallsGateway(callsPort);
  const pubsub = new PubSub({ projectId, apiEndpoint: pubsubHost, emulatorMode: true });
  const connector = connectorOf({
    projectId,
    pubsub,
    gateway,
    firestoreHost: { ...process.env, ...env }['FIRESTORE_EMULATOR_HOST'],
  });
  const bundle = await bundler();
  const processes = new Map<string, FunctionProcess>();
  const failed = new Map<string, Error>();
  const start = async (name: string, functions: readonly HostedFunction[], index: number) => {
    const port = portFrom === undefined ? await freePort() : portFrom + 1 + index;
    const served = await Promise.all(functions.map((hosted) => servedOf(hosted, bundle.of)));
    const main = await bundle.of(instanceMain);
    const hosted = new FunctionProcess({
      name,
      main,
      port,
      functions: served.flat(),
      env,
      onLine: (line) => onLine?.(name, line),
    });
    await hosted.start();
    processes.set(name, hosted);
    for (const one of functions) await connector.connect(one, port);
  };
  await Promise.all(
    [...processesOf(services)].map(([name, functions], index) =>
      start(name, functions, index).catch((error: unknown) => failed.set(name, error as Error)),
    ),
  );
  const find = (name: string) => {
    const found = processes.get(name);
    if (!found) throw new Error(`There is no process ${name}; there are ${[...processes.keys()].join(', ')}.`);
    return found;
  };
  return {
    processes,
    failed,
    callsHost: `127.0.0.1:${callsPort}`,
    stop: async () => {
      await Promise.allSettled([...processes.values()].map((process) => process.kill()));
      await connector.disconnect();
      await Promise.allSettled([gateway.close(), pubsub.close(), bundle.remove()]);
    },
    kill: (name) => find(name).kill(),
    restart: async (name) => {
      await find(name).kill();
      await find(name).start();
    },
  };
}

/** Bundles each module once, in the repository, where the hoisted packages resolve. */
async function bundler() {
  const parent = resolve(root, '.build/host');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(resolve(parent, `${process.pid}-`));
  const bundles = new Map<string, Promise<string>>();
  const write = async (entry: string, file: string) => {
    await bundleFunctions(entry, file);
    return file;
  };
  return {
    of: (entry: string): Promise<string> => {
      const bundle = bundles.get(entry) ?? write(entry, resolve(folder, `${bundles.size}.mjs`));
      bundles.set(entry, bundle);
      return bundle;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function servedOf(hosted: HostedFunction, bundleOf: (entry: string) => Promise<string>): Promise<Served[]> {
  const source = await bundleOf(hosted.entry);
  if (hosted.kind === 'calls')
    return hosted.targets.map((target) => ({ name: target, source, target, signature: 'http' }));
  const signature = hosted.kind === 'schedule' ? 'http' : 'cloudevent';
  return [{ name: hosted.name, source, target: hosted.target, signature }];
}
