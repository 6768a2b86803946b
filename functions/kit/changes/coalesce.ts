/**
 * One run of `work` at a time, shared by all who ask before it starts. Each caller gets a run that starts after the call:
 *
 *     const read = coalesce(() => reference.get());
 *     await Promise.all([read(), read()]); // one get
 */
export function coalesce<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    if (next) return next;
    const run = running.then(() => {
      next = undefined;
      return work();
    });
    next = run;
    running = run.catch(() => undefined);
    return run;
  };
}
