import { logger } from 'firebase-functions';
import { SERVICE } from '../profile/profile.ts';

/** One commit: so many fans changed, and so many documents were written or deleted. */
export function logBoardsCommit(commit: { rev: number; fans: number; writes: number; ms: number }): void {
  logger.write({ severity: 'DEBUG', message: 'boards commit', event: 'boardsCommit', service: SERVICE, ...commit });
}

/** An instance knows all fans. */
export function logBoardsLoaded(loaded: { fans: number; ms: number }): void {
  logger.write({ severity: 'INFO', message: 'boards loaded', event: 'boardsLoaded', service: SERVICE, ...loaded });
}
