import type { Connection } from 'mysql2/promise';
import type { ConnectorConfig } from './config.ts';
import type { DeadLetters } from './dead-letters.ts';
import { log } from './log.ts';
import { Pipeline } from './pipeline.ts';
import type { SavedState } from './position-store.ts';
import type { Publisher } from './publisher.ts';
import type { ServerInfo } from './server.ts';
import { snapshotTable } from './snapshot.ts';
import type { TableInfo } from './tables.ts';

interface SnapshotJob {
  connection: Connection;
  server: ServerInfo;
  config: ConnectorConfig;
  tables: ReadonlyMap<string, TableInfo>;
  state: SavedState;
  publisher: Publisher;
  deadLetters: DeadLetters;
  signal: AbortSignal;
  save: () => Promise<void>;
}

/**
 * Publishes the tables that `state.snapshotted` lacks, and notes each when Pub/Sub has all of it. The stream then starts where it would have
 * started without: what it repeats is older than the snapshot's rows, and loses.
 */
export async function publishSnapshots(job: SnapshotJob): Promise<void> {
  const { config, state, publisher, signal } = job;
  for (const table of job.tables.values()) {
    if (state.snapshotted.includes(table.name)) continue;
    let rows = 0;
    const pipeline = new Pipeline(config, publisher, job.deadLetters, state);
    for await (const chunk of snapshotTable(
      job.connection,
      job.server,
      table,
      state.epoch,
      config.snapshot.chunkRows,
    )) {
      for (const envelope of chunk.envelopes) pipeline.add(table.name, [envelope], Date.now());
      pipeline.commit(chunk.position);
      pipeline.flush();
      rows += chunk.rows.length;
      await publisher.belowPressure();
      if (signal.aborted) return;
    }
    await publisher.idle();
    if (signal.aborted) return;
    state.snapshotted = [...state.snapshotted, table.name];
    await job.save();
    log('INFO', 'snapshotDone', { table: table.name, rows });
  }
}
