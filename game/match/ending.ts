import type { MatchRow } from './rows.ts';

/** `void`: called off, or played without a result; nothing counts. `final`: over, and every row that the scorer counted is here. */
export type Ending = 'void' | 'final';

/** Play is over, though rows of it may still be on their way. */
export function isOver({ status, final }: Pick<MatchRow, 'status' | 'final'>): boolean {
  return final || status === 'finished';
}

/**
 * How the match ended, or null while it may still change by rows that are on their way. `final` and the last rows may arrive in either order, so
 * `final` alone ends nothing: the number of rows must equal `eventCount`. While `eventCount` is null, nobody knows which row is the last, and each
 * could have told another result: the match waits for the count. What is void depends on no event rows, and waits for none.
 *
 * @param events number of live rows of match_events
 */
export function endingOf({ status, final, eventCount, detail }: MatchRow, events: number): Ending | null {
  if (status === 'abandoned' || status === 'postponed') return 'void';
  if (!final) return null;
  if (detail.outcome?.kind === 'noResult') return 'void';
  return eventCount === events ? 'final' : null;
}

/** Rows of a final match, and how many of them the scorer counted. */
export interface WrongCount {
  rows: number;
  /** Null: nobody has counted them. */
  eventCount: number | null;
}

/** What keeps a final match from ending: it has more or fewer rows than were counted, or nobody has counted. Null when nothing does. */
export function wrongCountOf(match: MatchRow, events: number): WrongCount | null {
  const { final, eventCount } = match;
  return final && endingOf(match, events) === null ? { rows: events, eventCount } : null;
}
