import type { ConnectorConfig } from './config.ts';

export async function repairMatch(config: ConnectorConfig, matchId: string): Promise<{ rows: number }> {
  return await Promise.reject(new Error(`not written yet: ${config.connectorId} ${matchId}`));
}
