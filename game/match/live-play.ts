import type { EventKind, EventRow, MatchRow } from './rows.ts';

/** Rows of football that are also written before the kick-off: a card in the tunnel, a player hurt in the warm-up. */
const NO_PLAY: readonly EventKind[] = ['substitution', 'misconduct'];

/**
 * Whether a row is a unit of play: in cricket a delivery, in football the kick-off and whatever follows it. The row that opens an innings is none, nor
 * is anything before period 1.
 */
export function isPlay({ sport }: Pick<MatchRow, 'sport'>, { kind, period }: EventRow): boolean {
  if (period < 1) return false;
  return sport === 'cricket' ? kind === 'delivery' : !NO_PLAY.includes(kind);
}

/** Whether there is a unit of play among the live rows of a match. One that was taken back, or moved to another match, is not among them. */
export function hasPlay(match: Pick<MatchRow, 'sport'>, events: readonly EventRow[]): boolean {
  return events.some((event) => isPlay(match, event));
}
