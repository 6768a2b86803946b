import type { ConnectorConfig } from '../config.ts';
import { type ConnectorHooks, runConnector } from '../connector.ts';

/** A connector in this process. */
export interface ConnectorRun {
  /** Ends with the connector, and as it ends. */
  ended: Promise<void>;
  stop: () => Promise<void>;
}

/** Resolves when the connector streams and has its snapshots; rejects when it ends before. */
export async function startRun(config: ConnectorConfig, hooks: Partial<ConnectorHooks> = {}): Promise<ConnectorRun> {
  const { run, ready } = beginRun(config, hooks);
  await Promise.race([
    ready,
    run.ended.then(() => Promise.reject(new Error('the connector ended before it was ready'))),
  ]);
  return run;
}

export function beginRun(
  config: ConnectorConfig,
  hooks: Partial<ConnectorHooks> = {},
): { run: ConnectorRun; ready: Promise<void> } {
  const stopping = new AbortController();
  let onReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => (onReady = resolve));
  const ended = runConnector(config, { signal: stopping.signal, onReady, ...hooks });
  ended.catch(() => undefined);
  return {
    ready,
    run: {
      ended,
      stop: async () => {
        stopping.abort();
        await ended;
      },
    },
  };
}
