import { once } from 'node:events';
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Sighting } from './listener.ts';

/** Tells when a listener in another process first had a document at `seq` or later. */
export class Watcher {
  readonly #child: ChildProcess;
  readonly #seen = new Map<string, Sighting[]>();
  readonly #gone: Promise<never>;
  /** Everybody who waits for news. */
  #waiting: (() => void)[] = [];

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#gone = once(child, 'exit').then(() => Promise.reject(new Error('the listener process ended')));
    // Those who wait hear of it; at the end nobody does.
    this.#gone.catch(() => undefined);
    child.on('message', (sighting: Sighting) => {
      const seen = this.#seen.get(sighting.path) ?? [];
      seen.push(sighting);
      this.#seen.set(sighting.path, seen);
      for (const hear of this.#waiting.splice(0)) hear();
    });
  }

  /** Returns when all documents are listened to, existing or not. */
  static async start(projectId: string, paths: readonly string[], env: Record<string, string>): Promise<Watcher> {
    const child = fork(fileURLToPath(new URL('listener.ts', import.meta.url)), [projectId, ...paths], {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, ...env },
    });
    const watcher = new Watcher(child);
    while (!paths.every((path) => watcher.#seen.has(path))) await watcher.#news();
    return watcher;
  }

  /** When the listener's callback had `seq` of a document, in ms of `nowMs()`. */
  async sawAt(path: string, seq: number): Promise<number> {
    for (;;) {
      const sighting = this.#seen.get(path)?.find((each) => each.seq >= seq);
      if (sighting) return sighting.atMs;
      await this.#news();
    }
  }

  stop(): void {
    this.#child.kill();
  }

  #news(): Promise<void> {
    return Promise.race([new Promise<void>((resolve) => this.#waiting.push(resolve)), this.#gone]);
  }
}
