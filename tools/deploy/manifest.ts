/** What the SDK discovers in a codebase, as `firebase deploy` reads it; fields that hold a parameter are text such as `{{ params.REGION }}`. */
export interface Manifest {
  endpoints: Readonly<Record<string, Endpoint>>;
  params?: readonly Parameter[];
  requiredAPIs: readonly { api: string; reason: string }[];
}

export interface Endpoint {
  region?: string | readonly string[];
  availableMemoryMb?: number | null;
  timeoutSeconds?: number | null;
  eventTrigger?: EventTrigger;
  scheduleTrigger?: { schedule: string; retryConfig?: { retryCount?: number | null } };
  callableTrigger?: object;
  secretEnvironmentVariables?: readonly { key: string }[];
}

export interface EventTrigger {
  eventType: string;
  eventFilters: Readonly<Record<string, string>>;
  eventFilterPathPatterns?: Readonly<Record<string, string>>;
  retry: boolean;
}

export interface Parameter {
  name: string;
  type: 'string' | 'list' | 'boolean' | 'int' | 'float' | 'secret';
}

/** The topic that an event function listens to; undefined where documents trigger it. */
export function topicOf({ eventFilters }: EventTrigger): string | undefined {
  return eventFilters['topic'];
}

/** Secrets that the functions of these manifests ask for, once each. */
export function secretsOf(manifests: readonly Manifest[]): string[] {
  const endpoints = manifests.flatMap((manifest) => Object.values(manifest.endpoints));
  const keys = endpoints.flatMap(({ secretEnvironmentVariables = [] }) =>
    secretEnvironmentVariables.map(({ key }) => key),
  );
  return [...new Set(keys)].sort();
}
