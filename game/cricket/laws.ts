import type { EventRow, Wicket, WicketKind } from '../match/rows.ts';

/** The Laws of Cricket (MCC, 2017 code, 3rd edition) as far as a scorecard needs them. */

/** Law 18 with 21, 22, 24, 25 and 41: everything a delivery adds to the innings. */
export function totalRuns(event: EventRow): number {
  return (event.runs ?? 0) + extrasOf(event);
}

export function extrasOf(event: EventRow): number {
  const { byes, legByes, wides, noBalls, penaltyRuns } = event;
  return (byes ?? 0) + (legByes ?? 0) + (wides ?? 0) + (noBalls ?? 0) + (penaltyRuns ?? 0);
}

/** Runs debited to the bowler: off the bat, no-balls (21.18) and wides (22.9); byes, leg byes (23) and penalty runs (41.18) are not. */
export function chargedRuns({ runs, wides, noBalls }: EventRow): number {
  return (runs ?? 0) + (wides ?? 0) + (noBalls ?? 0);
}

/** Law 17.3: wides and no-balls do not count as one of the over. */
export function isLegal({ wides, noBalls }: EventRow): boolean {
  return !wides && !noBalls;
}

/** Law 22.8: a wide is not a ball the striker has faced; a no-ball (21.17) is. */
export function isFaced({ wides }: EventRow): boolean {
  return !wides;
}

/** Law 19.7: four or six by the boundary, not run. */
export function isBoundary({ runs, detail }: EventRow, value: 4 | 6): boolean {
  return runs === value && detail.nonBoundary !== true;
}

const BOWLERS: readonly WicketKind[] = ['bowled', 'caught', 'caughtAndBowled', 'lbw', 'stumped', 'hitWicket'];

/** Laws 32 to 39 credit the bowler; run out (38.5), obstructing, hit the ball twice, timed out and retired do not. */
export function isBowlers({ kind }: Wicket): boolean {
  return BOWLERS.includes(kind);
}

/** Law 25.4: retired hurt (or for another unavoidable cause) is not out; retired out is. */
export function isWicket({ kind }: Wicket): boolean {
  return kind !== 'retiredHurt' && kind !== 'retiredNotOut';
}

/** Wickets on a delivery; a detail that is not a list of them holds none. */
export function wicketsOf({ detail }: EventRow): Wicket[] {
  return Array.isArray(detail.wickets) ? detail.wickets.filter((wicket) => typeof wicket?.playerId === 'string') : [];
}
