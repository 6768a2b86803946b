import type { DeclaredFunction } from './declaration.ts';

/** A process to be, and what it serves. */
export interface ProcessPlan {
  name: string;
  functions: readonly DeclaredFunction[];
  memoryMiB: number;
  /** It is there before the first event. */
  isWarm: boolean;
}

/** One process per function; the callables of a service share one, as large as the largest of them. */
export function planProcesses(service: string, functions: readonly DeclaredFunction[]): ProcessPlan[] {
  const isCall = ({ trigger }: DeclaredFunction) => trigger.kind === 'call';
  const groups: [string, DeclaredFunction[]][] = functions
    .filter((declared) => !isCall(declared))
    .map((declared) => [declared.name, [declared]]);
  const calls = functions.filter(isCall);
  if (calls.length > 0) groups.push([`${service}-calls`, calls]);
  return groups.map(([name, served]) => ({
    name,
    functions: served,
    memoryMiB: Math.max(...served.map(({ memoryMiB }) => memoryMiB)),
    isWarm: served.some(({ minInstances }) => minInstances > 0),
  }));
}
