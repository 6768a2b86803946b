import type { EventRow } from './rows.ts';

/** An event row of which only the given columns are set. */
export function eventRow(
  set: Pick<EventRow, 'id' | 'matchId' | 'period' | 'ord' | 'kind'> & Partial<EventRow>,
): EventRow {
  return {
    variant: null,
    teamId: null,
    playerId: null,
    opponentId: null,
    partnerId: null,
    over: null,
    ball: null,
    runs: null,
    byes: null,
    legByes: null,
    wides: null,
    noBalls: null,
    penaltyRuns: null,
    minute: null,
    second: null,
    outcome: null,
    xg: null,
    card: null,
    detail: {},
    ...set,
  };
}
