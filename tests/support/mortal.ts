import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a child gets: work to do, or that what it published has arrived. */
export type ToMortal<Work> = { id: number; work: Work } | { kind: 'confirmed'; number: number };

export type FromMortal =
  | { kind: 'ready' }
  | { kind: 'done'; id: number }
  | { kind: 'failed'; id: number; error: string }
  | { kind: 'published'; number: number; topic: string; items: readonly object[] };

/** Delivers work to processes that are killed by SIGKILL meanwhile, as Pub/Sub does: again until it is confirmed. */
export class MortalDelivery<Work> {
  readonly #main: URL;
  readonly #projectId: string;
  readonly #published: (topic: string, items: readonly object[]) => void;
  readonly #atOnce: number;
  readonly #queue: Work[] = [];
  readonly #children = new Set<{ child: ChildProcess; underWay: Map<number, Work> }>();
  #ids = 0;
  #left = 0;
  #ended: () => void = () => undefined;
  kills = 0;

  /**
   * @param main of a child: it says `ready`, and then `done` or `failed` to each work
   * @param atOnce delivered work under way, per process
   */
  constructor(
    main: URL,
    projectId: string,
    published: (topic: string, items: readonly object[]) => void = () => undefined,
    atOnce = 12,
  ) {
    this.#main = main;
    this.#projectId = projectId;
    this.#published = published;
    this.#atOnce = atOnce;
  }

  add(work: Work): void {
    this.#queue.push(work);
    this.#left++;
    for (const each of this.#children) this.#fill(each);
  }

  /** Starts one more process; it lives until it is killed, and then another takes its place. */
  async start(): Promise<void> {
    const child = fork(fileURLToPath(this.#main), [this.#projectId], {
      execArgv: ['--import', 'tsx'],
      // What it logs is of no interest.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const each = { child, underWay: new Map<number, Work>() };
    await new Promise<void>((ready) => {
      child.on('message', (message: FromMortal) => {
        if (message.kind === 'ready') ready();
        else this.#heard(each, message);
      });
    });
    child.on('exit', () => {
      this.#children.delete(each);
      this.#queue.push(...each.underWay.values());
      for (const other of this.#children) this.#fill(other);
    });
    this.#children.add(each);
    this.#fill(each);
  }

  /** Kills one process in the midst of whatever it does, and starts another. */
  async killOne(random: () => number): Promise<void> {
    const all = [...this.#children];
    all[Math.floor(random() * all.length)]?.child.kill('SIGKILL');
    this.kills++;
    await this.start();
  }

  /** Resolves when all that was added is done. */
  async untilDone(): Promise<void> {
    while (this.#left > 0) await new Promise<void>((resolve) => (this.#ended = resolve));
  }

  stop(): void {
    for (const { child } of this.#children) child.kill('SIGKILL');
  }

  #heard({ child, underWay }: { child: ChildProcess; underWay: Map<number, Work> }, message: FromMortal): void {
    if (message.kind === 'published') {
      this.#published(message.topic, message.items);
      if (child.connected) child.send({ kind: 'confirmed', number: message.number } satisfies ToMortal<Work>);
      return;
    }
    if (message.kind === 'ready') return;
    const work = underWay.get(message.id);
    underWay.delete(message.id);
    if (message.kind === 'failed' && work) this.#queue.push(work);
    else if (--this.#left === 0) this.#ended();
    for (const each of this.#children) this.#fill(each);
  }

  #fill({ child, underWay }: { child: ChildProcess; underWay: Map<number, Work> }): void {
    while (underWay.size < this.#atOnce && this.#queue.length > 0 && child.connected) {
      const work = this.#queue.shift() as Work;
      const id = ++this.#ids;
      underWay.set(id, work);
      child.send({ id, work } satisfies ToMortal<Work>);
    }
  }
}
