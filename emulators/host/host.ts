import { PubSub } from '@google-cloud/pubsub';
import { type Codebase, openCodebases } from './codebases.ts';
import { DeployedFunction } from './deployed-function.ts';
import type { DeclaredFunction } from './declaration.ts';
import { discover } from './discover.ts';
import { type HostEvent, lineOf } from './events.ts';
import { FunctionProcess } from './function-process.ts';
import { startGateway } from './gateway.ts';
import { type ProcessPlan, planProcesses } from './plan.ts';
import { type Diversion, type Surroundings, connect } from './triggers.ts';

/** A service: its name, and the module that exports its functions, which is bundled as for deployment. */
export interface HostedService {
  name: string;
  entry: string;
}

export interface HostOptions {
  services: readonly HostedService[];
  projectId: string;
  /** host:port of the Pub/Sub emulator. */
  pubsubHost: string;
  /** Resolves when the emulators answer. Until then codebases are built, read and started; without it the emulators are there already. */
  emulators?: Promise<unknown> | undefined;
  /** Of the callables; without it any free one. */
  port?: number | undefined;
  /** Environment of every function, on top of this process's own; FIRESTORE_EMULATOR_HOST is needed where documents trigger. */
  env?: Record<string, string>;
  /** How much faster than the clock time passes for schedules: 12 has what is due every minute run every 5 s. */
  scheduleSpeed?: number;
  /** @returns why a function must not be deployed as it declares itself, and what to do about it */
  refuse?: (declared: DeclaredFunction) => string | undefined;
  divert?: Diversion;
  /** Gets every line that the functions print, and one JSON line for each event of the host about them (events.ts). */
  onLine?: (name: string, line: string) => void;
  /** A process has ended, and nobody ended it. */
  onCrash?: (name: string, how: string) => void;
}

export interface Host {
  /** By name: that of the function, or `{service}-calls` for the callables of a service. */
  processes: ReadonlyMap<string, FunctionProcess>;
  /** Services that cannot be loaded and functions that were refused or did not start, and why. The others run: each is deployed alone. */
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
 * Hosts functions as production does, by their own declarations: each served by the Functions Framework in a process of its own (the callables of a
 * service, which keep nothing in memory, share one), with the memory, concurrency and timeout it declares, behind a push subscription, a stand-in for Eventarc
 * or Cloud Scheduler, or an address for clients. A function without `minInstances` is started by its first event. Returns when those with it
 * answer, or have failed.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { services, projectId, pubsubHost, refuse, divert, onLine, onCrash } = options;
  const env: Record<string, string> = {
    GOOGLE_CLOUD_PROJECT: projectId,
    GCLOUD_PROJECT: projectId,
    PUBSUB_EMULATOR_HOST: pubsubHost,
    ...options.env,
  };
  let isStopping = false;
  const onEvent = (event: HostEvent) => {
    if (!isStopping) onLine?.(event.function, lineOf(event));
  };
  const gateway = await startGateway(options.port ?? 0);
  const pubsub = new PubSub({ projectId, apiEndpoint: pubsubHost, emulatorMode: true });
  const surroundings: Surroundings = {
    projectId,
    pubsub,
    gateway,
    firestoreHost: { ...process.env, ...env }['FIRESTORE_EMULATOR_HOST'],
    scheduleSpeed: options.scheduleSpeed ?? 1,
    onEvent,
  };
  const codebases = await openCodebases();
  const processes = new Map<string, FunctionProcess>();
  const deployed = new Map<string, DeployedFunction>();
  const failed = new Map<string, Error>();
  const ends: (() => unknown)[] = [];

  const deploy = async (plan: ProcessPlan, codebase: Codebase, parameters: Record<string, string>) => {
    const { name, functions, memoryMiB, isWarm } = plan;
    const instance = {
      source: codebase.bundle,
      functions: functions.map(({ name: served, trigger }) => ({
        name: served,
        signature:
          trigger.kind === 'topic' || trigger.kind === 'document' ? ('cloudevent' as const) : ('http' as const),
      })),
    };
    const process = new FunctionProcess({
      name,
      main: await codebases.instanceMain(),
      instance,
      memoryMiB,
      env: { ...parameters, ...env },
      onLine: (line) => onLine?.(name, line),
      onCrash: (how) => {
        onEvent({ event: 'instanceCrashed', function: name, error: how });
        onCrash?.(name, how);
      },
    });
    if (isWarm) await process.start();
    processes.set(name, process);
    await options.emulators;
    for (const declared of functions) {
      const one = new DeployedFunction(declared, process);
      deployed.set(declared.name, one);
      if (divert?.to === declared.name) continue;
      const instead = divert?.from === declared.name ? divert : undefined;
      ends.push(
        await connect(one, surroundings, ({ data }) => (instead?.when(data) ? deployed.get(instead.to) : undefined)),
      );
    }
  };

  const deployService = async ({ name: service, entry }: HostedService) => {
    const codebase = await codebases.build(service, entry);
    const { functions, parameters } = await discover(service, codebase.folder, env);
    const accepted = functions.filter((declared) => {
      const reason = refuse?.(declared);
      if (reason !== undefined) failed.set(declared.name, new Error(`Function ${declared.name}: ${reason}`));
      return reason === undefined;
    });
    await Promise.all(
      planProcesses(service, accepted).map((plan) =>
        deploy(plan, codebase, parameters).catch((error: unknown) => failed.set(plan.name, error as Error)),
      ),
    );
  };

  await Promise.all(
    services.map((service) =>
      deployService(service).catch((error: unknown) => failed.set(service.name, error as Error)),
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
    callsHost: `127.0.0.1:${gateway.port}`,
    stop: async () => {
      isStopping = true;
      await Promise.allSettled([...processes.values()].map((process) => process.kill()));
      await Promise.allSettled(ends.splice(0).map((end) => end()));
      await Promise.allSettled([gateway.close(), pubsub.close(), codebases.remove()]);
    },
    kill: (name) => find(name).kill(),
    restart: async (name) => {
      await find(name).kill();
      await find(name).start();
    },
  };
}
