import type { Connection } from 'mysql2/promise';
import type { ConnectorConfig } from '../config.ts';
import type { DeadLetters } from '../publish/dead-letters.ts';
import { log } from '../log.ts';
import type { SavedState } from '../position/position-store.ts';
import { publishRange } from './publish-range.ts';
import type { Publisher } from '../publish/publisher.ts';
import type { ServerInfo } from '../server/server.ts';
import { snapshotTable } from './snapshot.ts';
import type { TableInfo } from '../tables/tables.ts';

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
  const { connection, server, config, state, publisher, deadLetters, signal } = job;
  const outlets = { publisher, deadLetters, batch: config.batch };
  for (const table of job.tables.values()) {
    if (state.snapshotted.includes(table.name)) continue;
    let rows = 0;
    for await (const seen of snapshotTable(connection, server, table, state.epoch, config.snapshot.chunkRows)) {
      await publishRange(seen, outlets).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      if (signal.aborted) return;
      rows += seen.rows.length;
    }
    await publisher.idle();
    if (signal.aborted) return;
    state.snapshotted = [...state.snapshotted, table.name];
    await job.save();
    log('INFO', 'snapshotDone', { table: table.name, rows });
  }
}
