import { type Endpoint, type Manifest, topicOf } from './manifest.ts';

/** The region of every function is this parameter: one place for all codebases. */
export const REGION = '{{ params.REGION }}';

export interface Surroundings {
  /** The topics that deploy creates. */
  topics: ReadonlySet<string>;
  /** Values of parameters, by name. */
  parameters: Readonly<Record<string, string>>;
}

/** What would go wrong with a codebase in production, and not here: one sentence each. */
export function manifestProblems(manifest: Manifest, { topics, parameters }: Surroundings): string[] {
  const ofFunctions = Object.entries(manifest.endpoints).flatMap(([name, endpoint]) =>
    endpointProblems(endpoint, topics).map((problem) => `${name} ${problem}`),
  );
  // The CLI takes no default of a parameter where it cannot ask.
  const ofParameters = (manifest.params ?? [])
    .filter(({ name, type }) => type !== 'secret' && parameters[name] === undefined)
    .map(({ name }) => `${name} has no value in functions/.env`);
  return [...ofFunctions, ...ofParameters];
}

function endpointProblems(endpoint: Endpoint, topics: ReadonlySet<string>): string[] {
  const { region, availableMemoryMb, timeoutSeconds, eventTrigger, scheduleTrigger } = endpoint;
  const problems: string[] = [];
  if (region !== REGION) problems.push('does not run in the region of the parameter REGION');
  if (typeof availableMemoryMb !== 'number') problems.push('does not say its memory');
  if (typeof timeoutSeconds !== 'number') problems.push('does not say its timeout');
  if (eventTrigger && !eventTrigger.retry) problems.push('is not retried: a failed message would be lost');
  if (scheduleTrigger && typeof scheduleTrigger.retryConfig?.retryCount !== 'number')
    problems.push('does not say how often a failed run is repeated');
  const topic = eventTrigger && topicOf(eventTrigger);
  if (topic !== undefined && !topics.has(topic))
    problems.push(`listens to ${topic}, which is not in the list of topics`);
  return problems;
}
