import { logger } from 'firebase-functions';
import { SERVICE } from './state.ts';

/** A match was read that this instance did not have in memory: packed entries in all its contests, and how long it took. */
export function logRebuild(match: string, entries: number, ms: number): void {
  logger.write({ severity: 'INFO', message: 'rebuild', event: 'rebuild', service: SERVICE, match, entries, ms });
}
