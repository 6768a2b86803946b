import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore, type Firestore } from 'firebase-admin/firestore';
import { adoptState } from './position/adopt-state.ts';
import { BinlogReader, type BinlogRow } from './stream/binlog-reader.ts';
import { type ConnectorConfig, tableNames } from './config.ts';
import { DeadLetters } from './publish/dead-letters.ts';
import { created, deleted, streamSource, updated, type TransactionStart } from './publish/envelopes.ts';
import { ConnectorError } from './errors.ts';
import { log } from './log.ts';
import { pause } from './pause.ts';
import { Pipeline } from './publish/pipeline.ts';
import { checkPosition } from './position/position.ts';
import { saveState, type SavedState } from './position/position-store.ts';
import { backoff, Publisher } from './publish/publisher.ts';
import { publishSnapshots } from './snapshot/publish-snapshots.ts';
import { normaliseRow } from './tables/row-values.ts';
import { checkServer, connect, connectAtStart, readServer } from './server/server.ts';
import { readTables, type TableInfo } from './tables/tables.ts';

export interface PublishedInfo {
  table: string;
  rows: number;
  /** Commit time of the last row of the message, ms since 1970 (the binlog counts whole seconds). */
  commitTsMs: number;
  /** When Pub/Sub acknowledged the message, ms since 1970. */
  publishedMs: number;
}

export interface ConnectorHooks {
  signal: AbortSignal;
  /** The snapshot is published and the stream is read. */
  onReady?: () => void;
  onPublished?: (info: PublishedInfo) => void;
}

/**
 * Runs the connector until `signal` aborts: snapshot where there is none, then the stream. Resolves after abort, when all that was read is
 * published and the position saved. Rejects with a ConnectorError when it cannot go on without losing or corrupting rows.
 */
export async function runConnector(config: ConnectorConfig, hooks: ConnectorHooks): Promise<void> {
  const app = initializeApp({ projectId: config.projectId }, `changelog-${crypto.randomUUID()}`);
  try {
    await new Connector(config, hooks, getFirestore(app)).run();
  } finally {
    await deleteApp(app);
  }
}

class Connector {
  readonly #config: ConnectorConfig;
  readonly #hooks: ConnectorHooks;
  readonly #firestore: Firestore;
  readonly #publisher: Publisher;
  #tables: ReadonlyMap<string, TableInfo> = new Map();
  #reader: BinlogReader | null = null;
  #pressure = false;
  #lagMs = 0;

  constructor(config: ConnectorConfig, hooks: ConnectorHooks, firestore: Firestore) {
    this.#config = config;
    this.#hooks = hooks;
    this.#firestore = firestore;
    this.#publisher = new Publisher(config, {
      signal: hooks.signal,
      onPressure: (high) => {
        this.#pressure = high;
        this.#reader?.hold('pressure', high);
      },
      onPublished: (info) => {
        this.#lagMs = Math.max(0, info.publishedMs - info.commitTsMs);
        hooks.onPublished?.(info);
      },
    });
  }

  async run(): Promise<void> {
    try {
      const state = await this.#prepare();
      if (!this.#hooks.signal.aborted) await this.#stream(state);
    } finally {
      await this.#publisher.close();
    }
  }

  /** Checks, topics, and the snapshots that are still to be taken. */
  async #prepare(): Promise<SavedState> {
    const { database } = this.#config;
    const tables = tableNames(this.#config);
    const connection = await connectAtStart(this.#config);
    try {
      await checkServer(connection);
      const server = await readServer(connection);
      this.#tables = await readTables(connection, database, tables);
      await this.#publisher.createTopics(tables);
      const state = await adoptState(this.#firestore, this.#config.connectorId, connection, server);
      await publishSnapshots({
        connection,
        server,
        config: this.#config,
        tables: this.#tables,
        state,
        publisher: this.#publisher,
        deadLetters: this.#deadLetters(),
        signal: this.#hooks.signal,
        save: () => saveState(this.#firestore, this.#config.connectorId, state),
      });
      return state;
    } finally {
      connection.destroy();
    }
  }

  async #stream(state: SavedState): Promise<void> {
    const pipeline = new Pipeline(this.#config, this.#publisher, this.#deadLetters(), state);
    const saving = this.#savePeriodically(state, pipeline);
    const health = this.#reportPeriodically(pipeline);
    try {
      await this.#readUntilAbort(state, pipeline);
    } finally {
      // A fatal error ends the stream too: what was read before it is published and counts.
      saving.stop();
      health.stop();
      pipeline.rollback();
      pipeline.flush();
      await this.#publisher.idle();
      await Promise.all([saving.done, health.done]);
      await this.#save(state, pipeline);
    }
  }

  async #readUntilAbort(state: SavedState, pipeline: Pipeline): Promise<void> {
    const { signal } = this.#hooks;
    const { reconnectMinMs, reconnectMaxMs } = this.#config.stream;
    let attempt = 0;
    let announced = false;
    while (!signal.aborted) {
      try {
        if (attempt > 0) await this.#checkResume(state, pipeline);
        this.#reader = new BinlogReader(this.#config, this.#handlers(state.epoch, pipeline), pipeline.committed);
        if (this.#pressure) this.#reader.hold('pressure', true);
        await this.#reader.run(signal, () => {
          attempt = 0;
          log('INFO', 'streaming', { ...pipeline.committed });
          if (!announced) this.#hooks.onReady?.();
          announced = true;
        });
      } catch (error) {
        if (error instanceof ConnectorError) throw error;
        pipeline.rollback();
        log('WARNING', 'connectionLost', { attempt, error: String(error) });
        await pause(backoff(attempt++, reconnectMinMs, reconnectMaxMs), signal);
      }
    }
  }

  /** The server behind the address may be another one now. */
  async #checkResume(state: SavedState, pipeline: Pipeline): Promise<void> {
    const connection = await connect(this.#config);
    try {
      await checkServer(connection);
      const server = await readServer(connection);
      if (server.identity !== state.server)
        throw new ConnectorError('SERVER_CHANGED', 'Another server answers at the address now.');
      await checkPosition(connection, server, pipeline.committed);
    } finally {
      connection.destroy();
    }
  }

  #handlers(epoch: number, pipeline: Pipeline): ConstructorParameters<typeof BinlogReader>[1] {
    return {
      onRow: (name, row, transaction, ordinal) => {
        const table = this.#tables.get(name);
        if (table) pipeline.add(name, changesOf(table, row, epoch, transaction, ordinal), transaction.commitTsMs);
      },
      onCommit: (position) => pipeline.commit(position),
      onDdl: async () => {
        const connection = await connect(this.#config);
        try {
          this.#tables = await readTables(connection, this.#config.database, tableNames(this.#config));
        } finally {
          connection.destroy();
        }
      },
    };
  }

  #deadLetters(): DeadLetters {
    return new DeadLetters(this.#firestore, () => this.#tables, this.#hooks.signal);
  }

  #savePeriodically(state: SavedState, pipeline: Pipeline): Periodic {
    return periodically(this.#config.savePositionMs, () => this.#save(state, pipeline));
  }

  async #save(state: SavedState, pipeline: Pipeline): Promise<void> {
    const { acked } = pipeline;
    if (!acked || (acked.file === state.file && acked.pos === state.pos)) return;
    await saveState(this.#firestore, this.#config.connectorId, { ...state, ...acked });
    Object.assign(state, acked);
  }

  #reportPeriodically(pipeline: Pipeline): Periodic {
    return periodically(this.#config.healthMs, async () => {
      const { file, pos } = pipeline.committed;
      const report = {
        lagMs: this.#lagMs,
        rowsPublished: this.#publisher.rowsPublished,
        position: `${file}:${String(pos)}`,
      };
      log('INFO', 'health', report);
      await this.#firestore.doc('health/changelog').set({ ...report, at: new Date().toISOString() });
    });
  }
}

function changesOf(
  table: TableInfo,
  row: BinlogRow,
  epoch: number,
  transaction: TransactionStart,
  ordinal: number,
): ReturnType<typeof updated> {
  const source = streamSource(table, epoch, transaction, ordinal);
  const nowMs = Date.now();
  switch (row.kind) {
    case 'insert':
      return [created(source, normaliseRow(table, row.after), nowMs)];
    case 'delete':
      return [deleted(source, normaliseRow(table, row.before), nowMs)];
    case 'update':
      return updated(table, source, normaliseRow(table, row.before), normaliseRow(table, row.after), nowMs);
  }
}

interface Periodic {
  stop: () => void;
  done: Promise<void>;
}

/** Runs the task again and again, a failure of one run being logged, until stopped. */
function periodically(everyMs: number, task: () => Promise<void>): Periodic {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    for (;;) {
      await pause(everyMs, stopping.signal);
      if (stopping.signal.aborted) return;
      await task().catch((error: unknown) => log('WARNING', 'firestoreFailed', { error: String(error) }));
    }
  };
  return { stop: () => stopping.abort(), done: loop() };
}
