import type { Firestore } from 'firebase-admin/firestore';
import type { Connection } from 'mysql2/promise';
import type { Catalog } from './catalog.ts';
import { ChangeTaker } from './change-taker.ts';
import type { ConnectorConfig } from './config.ts';
import { Health } from './health.ts';
import { log } from './log.ts';
import { periodically } from './periodically.ts';
import type { SavedState } from './position/saved-state.ts';
import { serverIdOf, type StateStore } from './position/state-store.ts';
import type { DeadLetters } from './publish/dead-letters.ts';
import { Pipeline } from './publish/pipeline.ts';
import type { Publisher } from './publish/publisher.ts';
import { checkServer, readServer } from './server/server.ts';
import { Snapshotter } from './snapshot/snapshotter.ts';
import { StreamLoop } from './stream/stream-loop.ts';

interface TimelineOptions {
  config: ConnectorConfig;
  firestore: Firestore;
  holder: string;
  store: StateStore;
  catalog: Catalog;
  publisher: Publisher;
  deadLetters: DeadLetters;
  state: SavedState;
  lagMs: () => number;
  /** Whether another timeline may follow one that ends so. */
  isPassable: (failure: unknown) => boolean;
  /** The end is near: what is not acknowledged soon never will be. */
  giveUp: () => void;
}

/** Follows one history of one server under one epoch: the stream, and beside it the snapshots. */
export class Timeline {
  readonly #options: TimelineOptions;
  readonly #pipeline: Pipeline;
  readonly #snapshotter: Snapshotter;
  readonly #stream: StreamLoop;
  readonly #stopping = new AbortController();
  #saved = '';
  #savedMs = -Infinity;

  constructor(options: TimelineOptions) {
    this.#options = options;
    const { config, publisher, deadLetters, state, catalog, holder } = options;
    const pipeline = new Pipeline(config, publisher, deadLetters, state);
    const snapshotter = new Snapshotter({
      config,
      catalog,
      state,
      outlets: { publisher, deadLetters, batch: config.batch },
      streamed: () => pipeline.committed,
    });
    const verify = async (connection: Connection): Promise<void> =>
      checkServer(connection, { config, server: await readServer(connection), serverId: serverIdOf(holder) });
    this.#stream = new StreamLoop({
      config,
      serverId: serverIdOf(holder),
      state,
      handlers: new ChangeTaker({ config, catalog, state, pipeline, snapshotter, verify }).handlers,
      from: () => pipeline.committed,
      isExact: () => pipeline.isExact,
      onLost: () => pipeline.rollback(),
    });
    this.#pipeline = pipeline;
    this.#snapshotter = snapshotter;
  }

  /** Back-pressure of the publisher. */
  press(isHigh: boolean): void {
    this.#stream.press(isHigh);
  }

  /**
   * Runs until abort, or until it cannot go on. What was read is published then, and in the state.
   *
   * @param onReady the stream is being read, and no snapshot is missing
   */
  async run(signal: AbortSignal, onReady: () => void): Promise<void> {
    const { config, publisher, firestore } = this.#options;
    const stop = (): void => this.#stopping.abort();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const stopping = this.#stopping.signal;
    const health = new Health(firestore, config.alarmMs, publisher.rowsPublished);
    const reading = this.#read(stopping, onReady);
    const parts = [
      reading,
      periodically(config.savePositionMs, stopping, () => this.#save()),
      periodically(config.healthMs, stopping, () => health.report(this.#vitals())),
    ];
    for (const part of parts) {
      part.catch((failure: unknown) => {
        if (!this.#options.isPassable(failure)) this.#options.giveUp();
        stop();
      });
    }
    // What was read leaves before anything else is waited for.
    await reading.catch(() => undefined);
    this.#pipeline.rollback();
    this.#pipeline.flush();
    const failed = (await Promise.allSettled(parts)).find((part) => part.status === 'rejected');
    signal.removeEventListener('abort', stop);
    await publisher.idle();
    this.#note();
    this.#options.state.isExact = this.#pipeline.isSettled;
    if (failed) throw failed.reason;
  }

  /** The snapshots start with the stream: on MySQL their versions come from it. */
  async #read(signal: AbortSignal, onReady: () => void): Promise<void> {
    const snapshots = new AbortController();
    let isSnapshotted = false;
    this.#snapshotter.onDone = () => {
      if (!isSnapshotted) onReady();
      isSnapshotted = true;
    };
    let snapshotting: Promise<void> | undefined;
    const onStreaming = (): void => {
      log('INFO', 'streaming', { ...this.#pipeline.committed, epoch: this.#options.state.epoch });
      if (snapshotting) return;
      snapshotting = this.#snapshotter.run(snapshots.signal);
      snapshotting.catch(() => this.#stopping.abort());
    };
    try {
      await this.#stream.run(signal, onStreaming);
    } finally {
      snapshots.abort();
      await snapshotting?.catch(() => undefined);
    }
    await snapshotting;
  }

  /** Saves what has changed, and otherwise shows a sign of life often enough. */
  async #save(): Promise<void> {
    const { store, config, state } = this.#options;
    this.#note();
    const text = JSON.stringify(state);
    if (text === this.#saved && performance.now() - this.#savedMs < config.leaseMs / 3) return;
    const requests = await store.save(structuredClone(state));
    this.#saved = text;
    this.#savedMs = performance.now();
    for (const [table, asked] of Object.entries(requests)) {
      const progress = state.snapshots[table];
      if (progress && progress.asked !== asked) this.#snapshotter.request(table, 'asked', asked);
    }
  }

  /** Takes what is acknowledged into the state. */
  #note(): void {
    Object.assign(this.#options.state, this.#pipeline.acked ?? {});
  }

  #vitals(): Parameters<Health['report']>[0] {
    const { holder, state, publisher, lagMs } = this.#options;
    const { disconnectedMs } = this.#stream;
    return { holder, state, publisher, read: this.#pipeline.committed, disconnectedMs, lagMs: lagMs() };
  }
}
