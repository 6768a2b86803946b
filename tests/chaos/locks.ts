/** What faults take hold of. Two that need the same one follow each other; others overlap. */
export type Domain = 'connector' | 'server' | 'workload' | 'mysql' | 'pubsub' | 'firestore';

export class Locks {
  readonly #tails = new Map<Domain, Promise<unknown>>();

  /** Runs the task when it is the only one in these domains. */
  async hold<T>(domains: readonly Domain[], task: () => Promise<T>): Promise<T> {
    // All places are taken in one step, so nobody can wait for somebody who waits for him.
    const before = domains.map((domain) => this.#tails.get(domain) ?? Promise.resolve());
    const run = Promise.all(before).then(task);
    const done = run.catch(() => undefined);
    for (const domain of domains) this.#tails.set(domain, done);
    return run;
  }
}
