import { setTimeout as wait } from 'node:timers/promises';
import type { MatchRow } from '@fanfold/game/match';
import type { Pool } from 'mysql2/promise';
import { type ScorerEntry, type Statement, announcementOf, entryStatements } from './rows-to-sql.ts';
import type { MatchScript } from './script.ts';

export interface PlayOptions {
  pool: Pool;
  /** 1: real time; 60: a minute per second; 0: as fast as it goes. */
  speed: number;
  signal?: AbortSignal;
  /** Called right before the COMMIT of each entry. */
  onCommit?: (committing: Committing) => void;
}

export interface Committing {
  matchId: string;
  /** Rows inserted by this transaction. */
  events: number;
  /** Live rows of match_events that the match has after it. */
  liveEvents: number;
}

/** Announces matches: after it they are in the database, scheduled. @throws what MySQL says, e.g. when a match is there already */
export async function announceMatches(
  scripts: readonly MatchScript[],
  { pool }: Pick<PlayOptions, 'pool'>,
): Promise<void> {
  for (const script of scripts) await transaction(pool, announcementOf(script));
}

/** Enters announced matches as their scorers would, a transaction per entry, all matches at the same time. Ends early when aborted. */
export async function playMatches(scripts: readonly MatchScript[], options: PlayOptions): Promise<void> {
  await Promise.all(scripts.map(({ match, steps }) => playEntries(match, steps, 0, options)));
}

/** @param liveEvents rows of match_events that the match has before the first entry */
export async function playEntries(
  match: MatchRow,
  entries: readonly ScorerEntry[],
  liveEvents: number,
  { pool, speed, signal, onCommit }: PlayOptions,
): Promise<void> {
  const began = performance.now();
  for (const entry of entries) {
    const { atMs, events, deletes = [] } = entry;
    const early = speed > 0 ? began + atMs / speed - performance.now() : 0;
    if (early > 0) await wait(early, undefined, signal ? { signal } : {}).catch(() => undefined);
    if (signal?.aborted) return;
    liveEvents += events.length - deletes.length;
    const committing = { matchId: match.id, events: events.length, liveEvents };
    await transaction(pool, entryStatements(match, entry), () => onCommit?.(committing));
  }
}

async function transaction(pool: Pool, statements: readonly Statement[], beforeCommit?: () => void): Promise<void> {
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    for (const { sql, values } of statements) await connection.query(sql, values);
    beforeCommit?.();
    await connection.commit();
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }
}
