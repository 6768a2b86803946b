import type { DeclaredFunction } from '../host/declaration.ts';

/**
 * Holds a function against our rules, which the platform does not know.
 *
 * @param topics that are deployed
 * @returns what is wrong and what to do about it
 */
export function refusalOf({ trigger }: DeclaredFunction, topics: readonly string[]): string | undefined {
  if (trigger.kind !== 'topic' && trigger.kind !== 'document') return undefined;
  if (trigger.kind === 'topic' && !topics.includes(trigger.topic))
    return `there is no topic ${trigger.topic}. Take one of the kit's list, or add it there: ${topics.join(', ')}.`;
  if (!trigger.retry) return 'it declares no retry, so that what it fails on is lost. Set `retry: true`.';
  return undefined;
}
