import { type MatchRow, type WrongCount, wrongCountOf } from '@fanfold/game/match';
import { logger } from 'firebase-functions';
import type { FantasyStore } from '../scorer/fantasy-store.ts';

/** A final match that is not over, since it has not the rows that were counted. */
export interface WrongCountFound extends WrongCount {
  /** Sweeps in a row that have found it. */
  sweeps: number;
}

/**
 * Looks whether a match whose contests have not ended is final, and its count wrong. The last rows may be on their way, so that the first sweep only
 * notes it; every later one raises an alarm, until the count is right or ops settle the contests as they are.
 *
 * @param last what the sweep before has found
 */
export async function sweepCount(
  store: FantasyStore,
  matchId: string,
  last: WrongCountFound | undefined,
): Promise<WrongCountFound | null> {
  const { rows } = await store.load(matchId);
  const match = rows.table('matches').live<MatchRow>()[0];
  const wrong = match ? wrongCountOf(match, rows.table('match_events').live().length) : null;
  if (!wrong) return null;
  const found = { ...wrong, sweeps: (last?.sweeps ?? 0) + 1 };
  if (last) logWrongCount(matchId, found);
  return found;
}

function logWrongCount(matchId: string, found: WrongCountFound): void {
  const message =
    `match ${matchId} is final and has not the rows that were counted: ` +
    'correct match_events or matches.event_count, or settle its contests as they are (settleContest)';
  logger.write({ severity: 'ALERT', message, event: 'wrongCount', matchId, ...found });
}
