import type { Firestore } from 'firebase-admin/firestore';
import type { Catalog } from './catalog.ts';
import type { ConnectorConfig } from './config.ts';
import { ConnectorError } from './errors.ts';
import { Health } from './health.ts';
import { log } from './log.ts';
import { pause } from './pause.ts';
import { periodically } from './periodically.ts';
import { checkHistory } from './position/adopt.ts';
import type { SavedState } from './position/saved-state.ts';
import { serverIdOf, type StateStore } from './position/state-store.ts';
import { backoff } from './publish/backoff.ts';
import type { DeadLetters } from './publish/dead-letters.ts';
import type { MarkedTable } from './publish/envelopes.ts';
import { Pipeline } from './publish/pipeline.ts';
import type { Publisher } from './publish/publisher.ts';
import { emptied, streamChanges } from './publish/stream-changes.ts';
import { checkServer } from './server/checks.ts';
import { connect, readServer } from './server/server.ts';
import { Snapshotter } from './snapshot/snapshotter.ts';
import { BinlogDump } from './stream/dump.ts';
import type { DefinitionChange, StreamHandlers, StreamRows } from './stream/transactions.ts';
import { truncated } from './stream/unsupported.ts';

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
}

/** Follows one history of one server under one epoch: the stream, and beside it the snapshots. */
export class Timeline {
  readonly #options: TimelineOptions;
  readonly #pipeline: Pipeline;
  readonly #snapshotter: Snapshotter;
  readonly #stopping = new AbortController();
  #dump: BinlogDump | null = null;
  #isPressed = false;
  #disconnectedMs: number | null = Date.now();
  #saved = '';
  #savedMs = -Infinity;
  readonly #unknown = new Set<string>();

  constructor(options: TimelineOptions) {
    this.#options = options;
    const { config, publisher, deadLetters, state, catalog } = options;
    this.#pipeline = new Pipeline(config, publisher, deadLetters, state);
    this.#snapshotter = new Snapshotter({
      config,
      catalog,
      state,
      outlets: { publisher, deadLetters, batch: config.batch },
      streamed: () => this.#pipeline.committed,
    });
  }

  /** Back-pressure of the publisher. */
  press(isHigh: boolean): void {
    this.#isPressed = isHigh;
    this.#dump?.hold('pressure', isHigh);
  }

  /**
   * Runs until abort, or until it cannot go on. What was read is published then, and the position saved.
   *
   * @param onReady the stream is being read, and no snapshot is missing
   */
  async run(signal: AbortSignal, onReady: () => void): Promise<void> {
    const { config, publisher, firestore, holder, state } = this.#options;
    const stop = (): void => this.#stopping.abort();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const stopping = this.#stopping.signal;
    let failure: unknown = null;
    const untilFirstFailure = (part: Promise<void>): Promise<void> =>
      part.catch((error: unknown) => {
        failure ??= error;
        stop();
      });
    const health = new Health(firestore, config.alarmMs, publisher.rowsPublished);
    const vitals = (): Parameters<Health['report']>[0] => ({
      holder,
      state,
      publisher,
      read: this.#pipeline.committed,
      disconnectedMs: this.#disconnectedMs,
      lagMs: this.#options.lagMs(),
    });
    await Promise.all(
      [
        this.#stream(stopping, onReady),
        periodically(config.savePositionMs, stopping, () => this.#save()),
        periodically(config.healthMs, stopping, () => health.report(vitals())),
      ].map(untilFirstFailure),
    );
    signal.removeEventListener('abort', stop);
    this.#pipeline.rollback();
    this.#pipeline.flush();
    await publisher.idle();
    this.#note();
    if (failure !== null) throw failure as Error;
  }

  /** The snapshots start with the stream: on MySQL their versions come from it. */
  async #stream(signal: AbortSignal, onReady: () => void): Promise<void> {
    const snapshots = new AbortController();
    let isSnapshotted = false;
    this.#snapshotter.onDone = () => {
      if (!isSnapshotted) onReady();
      isSnapshotted = true;
    };
    let snapshotting = Promise.resolve();
    let isStarted = false;
    const start = (): void => {
      if (isStarted) return;
      isStarted = true;
      snapshotting = this.#snapshotter.run(snapshots.signal);
      snapshotting.catch(() => this.#stopping.abort());
    };
    try {
      await this.#read(signal, start);
    } finally {
      snapshots.abort();
    }
    await snapshotting;
  }

  async #read(signal: AbortSignal, onStreaming: () => void): Promise<void> {
    const { config, holder } = this.#options;
    const { reconnectMinMs, reconnectMaxMs } = config.stream;
    for (let attempt = 0, isFirst = true; !signal.aborted; isFirst = false) {
      try {
        if (!isFirst) await this.#checkResume();
        this.#dump = new BinlogDump(config, serverIdOf(holder), this.#pipeline.committed, this.#handlers());
        if (this.#isPressed) this.#dump.hold('pressure', true);
        await this.#dump.run(signal, () => {
          attempt = 0;
          this.#disconnectedMs = null;
          const { epoch } = this.#options.state;
          log('INFO', 'streaming', { ...this.#pipeline.committed, epoch });
          onStreaming();
        });
      } catch (error) {
        if (error instanceof ConnectorError) throw error;
        this.#disconnectedMs ??= Date.now();
        this.#pipeline.rollback();
        if (signal.aborted) return;
        log('WARNING', 'connectionLost', { attempt, error: String(error) });
        await pause(backoff(attempt++, reconnectMinMs, reconnectMaxMs), signal);
      }
    }
  }

  /** The server behind the address may be another one now. */
  async #checkResume(): Promise<void> {
    const { config, state, holder } = this.#options;
    const connection = await connect(config);
    try {
      const server = await readServer(connection);
      await checkHistory(connection, server, state, this.#pipeline.committed);
      await checkServer(connection, { config, server, serverId: serverIdOf(holder) });
    } finally {
      connection.destroy();
    }
  }

  #handlers(): StreamHandlers {
    return {
      onRows: (rows) => this.#take(rows),
      onCommit: (position) => this.#pipeline.commit(position),
      onDefinition: (change) => this.#redefine(change),
    };
  }

  #take(rows: StreamRows): void {
    const { catalog, state, config } = this.#options;
    const table = catalog.get(rows.table);
    if (!table) {
      // It is gone from the server, so the stream goes on to say so, and that voids these rows.
      if (!this.#unknown.has(rows.table)) log('WARNING', 'rowsOfGoneTable', { table: rows.table });
      this.#unknown.add(rows.table);
      return;
    }
    const { commitTsMs } = rows.transaction;
    for (const { destination, envelopes } of streamChanges(table, rows, state.epoch, config.publish.orderingBuckets))
      this.#pipeline.add(destination, envelopes, commitTsMs);
  }

  /**
   * A change of definition changes rows without saying so: a new column has its default in all of them, a renamed table brings others along.
   * So the table is snapshotted again, and one that is gone or empty is said to be so.
   */
  async #redefine({ verb, tables, transaction }: DefinitionChange): Promise<void> {
    const { config, catalog, state } = this.#options;
    if (verb === 'TRUNCATE' && config.onTruncate === 'stop') throw truncated(tables.join(', '));
    await catalog.refreshNow();
    for (const name of tables) {
      const table = this.#known(name);
      const isEmpty = verb === 'TRUNCATE' || !catalog.isPresent(name);
      if (table && isEmpty) {
        const { destination, envelopes } = emptied(table, state.epoch, transaction);
        this.#pipeline.add(destination, envelopes, transaction.commitTsMs);
        log('INFO', 'tableEmptied', { table: name, verb });
      }
      if (!isEmpty) this.#snapshotter.request(name, verb);
    }
  }

  /** What a marker needs of a table: of one that has been gone since before the start, its saved key. */
  #known(name: string): MarkedTable | undefined {
    const { catalog, state, config } = this.#options;
    const table = catalog.get(name);
    if (table) return table.keyColumns.length > 0 ? table : undefined;
    const keyColumns = state.snapshots[name]?.keyColumns;
    return (
      keyColumns && { database: config.database, name, keyColumns: keyColumns.map((column) => ({ name: column })) }
    );
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
    for (const [table, asked] of Object.entries(requests))
      if (state.snapshots[table] && state.snapshots[table].asked !== asked)
        this.#snapshotter.request(table, 'asked', asked);
  }

  /** Takes what is acknowledged into the state. */
  #note(): void {
    Object.assign(this.#options.state, this.#pipeline.acked ?? {});
  }
}
