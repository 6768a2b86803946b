import type { Connection } from 'mysql2/promise';
import type { Catalog } from '../catalog.ts';
import type { ConnectorConfig } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import { log } from '../log.ts';
import { pause } from '../pause.ts';
import type { BinlogPosition } from '../position/position.ts';
import type { SavedState, TableProgress } from '../position/saved-state.ts';
import { backoff } from '../publish/backoff.ts';
import { snapshotSource } from '../publish/envelopes.ts';
import { connect, readServer, type ServerInfo } from '../server/server.ts';
import { keyOf } from '../tables/row-values.ts';
import type { TableInfo } from '../tables/tables.ts';
import { type TopicOf, topicsOf } from '../topics.ts';
import { publishRange, type RangeOutlets } from './publish-range.ts';
import { laterOf, openReadView, type Shown } from './read-view.ts';
import { chunkRowsFor, selectAfter } from './select.ts';

interface SnapshotterOptions {
  config: ConnectorConfig;
  catalog: Catalog;
  state: SavedState;
  outlets: RangeOutlets;
  /** End of the last transaction that the stream has read. */
  streamed: () => BinlogPosition;
}

/**
 * Takes the snapshots that `state.snapshots` says are missing, beside the stream and table by table. Every chunk has a read view of its own,
 * so none is held for long, and carries the version of what that view shows: it does not matter in which order consumers get it and the stream.
 */
export class Snapshotter {
  readonly #options: SnapshotterOptions;
  readonly #topicOf: TopicOf;
  #wake: () => void = () => undefined;
  #shown: Shown | null = null;
  /** Tables whose turn failed: the others come first. */
  readonly #deferred = new Set<string>();
  /** Called when nothing is left to do. */
  onDone: () => void = () => undefined;

  constructor(options: SnapshotterOptions) {
    this.#options = options;
    this.#topicOf = topicsOf(options.config);
    for (const { table } of options.config.tables) this.#note(table);
  }

  /** The table is to be snapshotted again from its start: its rows may no longer be what consumers have been told. */
  request(table: string, reason: string, asked?: string): void {
    const progress = this.#note(table);
    if (!progress) return;
    log('INFO', 'snapshotRequested', { table, reason });
    // A new object tells a loop that is under way that it is outdated.
    this.#options.state.snapshots[table] = {
      keyColumns: keyNames(this.#options.catalog.get(table)) ?? progress.keyColumns,
      generation: progress.generation + 1,
      asked: asked ?? progress.asked,
      after: null,
      // Of a table that is gone there is nothing to say.
      done: !this.#options.catalog.isPresent(table),
    };
    this.#wake();
  }

  /** Takes what comes until abort. */
  async run(signal: AbortSignal): Promise<void> {
    const wake = (): void => this.#wake();
    signal.addEventListener('abort', wake);
    for (let attempt = 0; !signal.aborted;) {
      const table = this.#next();
      if (table === undefined) {
        this.onDone();
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
          if (signal.aborted || this.#next() !== undefined) resolve();
        });
        continue;
      }
      try {
        await this.#take(table, signal);
        attempt = 0;
      } catch (error) {
        if (signal.aborted) break;
        if (error instanceof ConnectorError) throw error;
        this.#deferred.add(table);
        log('WARNING', 'snapshotInterrupted', { table, attempt, error: String(error) });
        const { reconnectMinMs, reconnectMaxMs } = this.#options.config.stream;
        await pause(backoff(attempt++, reconnectMinMs, reconnectMaxMs), signal);
        await this.#options.catalog.refreshNow([], () => Promise.resolve()).catch(() => undefined);
      }
    }
    signal.removeEventListener('abort', wake);
  }

  /** A table that is captured for the first time is snapshotted; one without a key cannot be. */
  #note(table: string): TableProgress | undefined {
    const { state, catalog } = this.#options;
    const keyColumns = keyNames(catalog.get(table));
    const known = state.snapshots[table];
    if (known || !keyColumns) return known;
    return (state.snapshots[table] = { keyColumns, generation: 0, asked: null, after: null, done: false });
  }

  #next(): string | undefined {
    const { state, catalog, config } = this.#options;
    const missing = config.tables
      .map(({ table }) => table)
      .filter((table) => state.snapshots[table]?.done === false && catalog.isPresent(table));
    const next = missing.find((table) => !this.#deferred.has(table));
    if (next === undefined) this.#deferred.clear();
    return next ?? missing[0];
  }

  async #take(name: string, signal: AbortSignal): Promise<void> {
    const { config, state, catalog } = this.#options;
    const progress = state.snapshots[name];
    const table = catalog.get(name);
    if (!progress || !table) return;
    const connection = await connect(config);
    try {
      const server = await readServer(connection);
      if (server.identity !== state.server) throw new Error(`another server answers: ${server.identity}`);
      const isOutdated = (): boolean => signal.aborted || state.snapshots[name] !== progress;
      const rows = await this.#chunks({ connection, server, table, progress, isOutdated });
      if (isOutdated()) return;
      progress.done = true;
      log('INFO', 'snapshotDone', { table: name, rows });
    } finally {
      connection.destroy();
    }
  }

  /** Publishes chunk after chunk, each under way while the one before is not acknowledged yet. */
  async #chunks(job: ChunkJob): Promise<number> {
    const { connection, server, table, progress, isOutdated } = job;
    const { config, state, outlets, streamed } = this.#options;
    const chunkRows = await chunkRowsFor(connection, table, config.snapshot.chunkRows);
    let keyFrom = progress.after;
    let acked: Promise<unknown> = Promise.resolve();
    let count = 0;
    do {
      const view = await openReadView(connection, server, streamed());
      const rows = await selectAfter(connection, table, keyFrom, chunkRows);
      await connection.query('COMMIT');
      if (isOutdated()) return count;
      const last = rows.length < chunkRows ? undefined : rows.at(-1);
      const keyTo = last ? keyOf(table, last) : null;
      // What one view shows all later ones show, though MySQL may say less of them.
      const shown = (this.#shown = laterOf(view, this.#shown));
      const source = snapshotSource(table, state.epoch, shown, progress.generation, Date.now());
      const sight = { table, topic: this.#topicOf(table.name), source };
      const range = await publishRange({ ...sight, where: null, rows, range: { keyFrom, keyTo } }, outlets);
      await acked;
      acked = range.acked.then(() => (progress.after = keyTo ?? progress.after));
      acked.catch(() => undefined);
      count += rows.length;
      keyFrom = keyTo;
    } while (keyFrom !== null && !isOutdated());
    await acked;
    return count;
  }
}

interface ChunkJob {
  connection: Connection;
  server: ServerInfo;
  table: TableInfo;
  progress: TableProgress;
  isOutdated: () => boolean;
}

/** Null: the table is unknown, or has no key. */
function keyNames(table: TableInfo | undefined): string[] | null {
  return table && table.keyColumns.length > 0 ? table.keyColumns.map(({ name }) => name) : null;
}
