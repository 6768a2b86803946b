import { z } from 'zod';

/** What triggers a function, by its own declaration. */
export type Trigger =
  | { kind: 'topic'; topic: string; retry: boolean }
  /** `document` is a pattern of paths, e.g. `contests/{contestId}/entries/{entryId}`. */
  | { kind: 'document'; document: string; eventType: string; retry: boolean }
  /** `schedule` as Cloud Scheduler takes it: `every 5 minutes`, or cron. */
  | { kind: 'schedule'; schedule: string }
  | { kind: 'call' };

/** A function as its code declares it: what `firebase deploy` would create. */
export interface DeclaredFunction {
  /** Of the export, and of the deployed function. */
  name: string;
  service: string;
  trigger: Trigger;
  memoryMiB: number;
  /** Requests that an instance takes at a time. */
  concurrency: number;
  timeoutSeconds: number;
  /** Instances that are always there; without one, the first event starts it. */
  minInstances: number;
}

/** Of second-generation functions that do not say: https://firebase.google.com/docs/functions/manage-functions */
const DEFAULTS = { memoryMiB: 256, concurrency: 80, timeoutSeconds: 60, minInstances: 0 };

/** A value, or a parameter by name: `{{ params.MIN_INSTANCES }}`. */
const numberField = z.union([z.number(), z.string()]).nullish();

const endpointSchema = z.looseObject({
  availableMemoryMb: numberField,
  concurrency: numberField,
  timeoutSeconds: numberField,
  minInstances: numberField,
  callableTrigger: z.looseObject({}).optional(),
  scheduleTrigger: z.looseObject({ schedule: z.string(), timeZone: z.string().nullish() }).optional(),
  eventTrigger: z
    .looseObject({
      eventType: z.string(),
      eventFilters: z.record(z.string(), z.string()).default({}),
      eventFilterPathPatterns: z.record(z.string(), z.string()).default({}),
      retry: z.union([z.boolean(), z.string()]).nullish(),
    })
    .optional(),
});

type Endpoint = z.infer<typeof endpointSchema>;

const parameterSchema = z.looseObject({
  name: z.string(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
});

/** What the SDK finds in a bundle: the file that `firebase deploy` reads. */
export const manifestSchema = z.looseObject({
  endpoints: z.record(z.string(), endpointSchema),
  params: z.array(parameterSchema).default([]),
});

export type Manifest = z.infer<typeof manifestSchema>;

export interface Declarations {
  functions: DeclaredFunction[];
  /** Parameters with their values: those of the environment, and the defaults, which at run time nobody but the deploying command fills in. */
  parameters: Record<string, string>;
}

/**
 * Reads a service's manifest.
 *
 * @throws where a parameter has no value, or a trigger is of a kind the host does not know
 */
export function readManifest(service: string, manifest: Manifest, env: Record<string, string>): Declarations {
  const parameters = Object.fromEntries(
    manifest.params.flatMap(({ name, default: fallback }) => {
      const value = env[name] ?? fallback;
      return value === undefined ? [] : [[name, String(value)] as const];
    }),
  );
  const functions = Object.entries(manifest.endpoints).map(([name, endpoint]): DeclaredFunction => {
    const resolve = (text: string) => resolveParameters(name, text, parameters);
    const number = (value: Endpoint['concurrency'], fallback: number) =>
      typeof value === 'string' ? Number(resolve(value)) : (value ?? fallback);
    return {
      name,
      service,
      trigger: triggerOf(name, endpoint, resolve),
      memoryMiB: number(endpoint.availableMemoryMb, DEFAULTS.memoryMiB),
      concurrency: number(endpoint.concurrency, DEFAULTS.concurrency),
      timeoutSeconds: number(endpoint.timeoutSeconds, DEFAULTS.timeoutSeconds),
      minInstances: number(endpoint.minInstances, DEFAULTS.minInstances),
    };
  });
  return { functions, parameters };
}

function triggerOf(name: string, endpoint: Endpoint, resolve: (text: string) => string): Trigger {
  const { callableTrigger, scheduleTrigger, eventTrigger } = endpoint;
  if (callableTrigger) return { kind: 'call' };
  if (scheduleTrigger) {
    const timeZone = scheduleTrigger.timeZone ?? 'UTC';
    if (!/^(Etc\/)?UTC$/.test(timeZone)) throw new Error(`Function ${name}: the host knows schedules in UTC only.`);
    return { kind: 'schedule', schedule: resolve(scheduleTrigger.schedule) };
  }
  const { eventType = '', eventFilters = {}, eventFilterPathPatterns = {}, retry: declared } = eventTrigger ?? {};
  const retry = typeof declared === 'string' ? resolve(declared) === 'true' : declared === true;
  if (eventType === 'google.cloud.pubsub.topic.v1.messagePublished')
    return { kind: 'topic', topic: resolve(eventFilters['topic'] ?? ''), retry };
  const document = eventFilterPathPatterns['document'] ?? eventFilters['document'];
  if (eventType.startsWith('google.cloud.firestore.document.v1.') && document !== undefined)
    return { kind: 'document', document: resolve(document), eventType, retry };
  throw new Error(`Function ${name}: the host knows no trigger ${eventType || 'of this kind'}.`);
}

function resolveParameters(name: string, text: string, parameters: Record<string, string>): string {
  const resolved = text.replaceAll(/\{\{ params\.(\w+) \}\}/g, (_, parameter: string) => {
    const value = parameters[parameter];
    if (value === undefined) throw new Error(`Function ${name}: parameter ${parameter} has no value and no default.`);
    return value;
  });
  if (resolved.includes('{{')) throw new Error(`Function ${name}: the host cannot compute ${text}.`);
  return resolved;
}
