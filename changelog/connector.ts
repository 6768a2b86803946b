import type { ConnectorConfig } from './config.ts';

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

export async function runConnector(config: ConnectorConfig, hooks: ConnectorHooks): Promise<void> {
  await Promise.reject(new Error(`not written yet: ${config.connectorId} ${String(hooks.signal.aborted)}`));
}
