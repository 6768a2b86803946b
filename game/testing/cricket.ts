import type { EventDetail, EventRow, MatchDetail, MatchRow, Wicket, WicketKind } from '../match/rows.ts';
import { eventRow } from '../match/event-row.ts';
import { matchRow } from './match.ts';
import { foldCricket } from '../cricket/fold.ts';
import type { CricketInnings, CricketScorecard } from '../cricket/scorecard.ts';

export interface Ball {
  batter?: string;
  partner?: string;
  bowler?: string;
  runs?: number;
  byes?: number;
  legByes?: number;
  wides?: number;
  noBalls?: number;
  penaltyRuns?: number;
  wickets?: Wicket[];
  nonBoundary?: boolean;
}

export const out = (kind: WicketKind, playerId = 'b1', ...fielders: string[]): Wicket => ({
  kind,
  playerId,
  fielders: fielders.map((name) => ({ name })),
});

/** Rows of one innings; every entry is an over (from 0) of balls. Unless said otherwise b1 bats, b2 is at the other end, x bowls. */
export function inningsRows(
  period: number,
  teamId: string,
  overs: readonly Ball[][],
  detail: EventDetail = {},
): EventRow[] {
  const rows = [eventRow({ id: `${period}-start`, matchId: 'm', period, ord: 0, kind: 'innings', teamId, detail })];
  for (const [over, balls] of overs.entries()) {
    for (const [index, ball] of balls.entries()) {
      const { batter = 'b1', partner = 'b2', bowler = 'x', wickets, nonBoundary, ...numbers } = ball;
      rows.push(
        eventRow({
          id: `${period}-${over}-${index + 1}`,
          matchId: 'm',
          period,
          ord: over * 100 + index + 1,
          kind: 'delivery',
          teamId,
          playerId: batter,
          partnerId: partner,
          opponentId: bowler,
          over,
          ball: index + 1,
          ...numbers,
          detail: { ...(wickets ? { wickets } : {}), ...(nonBoundary ? { nonBoundary } : {}) },
        }),
      );
    }
  }
  return rows;
}

export function cardOf(events: readonly EventRow[], match: Partial<MatchRow> = {}): CricketScorecard {
  const view = foldCricket({ match: matchRow({ sport: 'cricket', ...match }), squads: [], events });
  return view.scorecard as CricketScorecard;
}

/** The first innings of a match that has no other. */
export function oneInnings(
  overs: readonly Ball[][],
  opening: EventDetail = {},
  detail: MatchDetail = {},
): CricketInnings {
  return cardOf(inningsRows(1, 'H', overs, opening), { detail }).innings[0] as CricketInnings;
}

export const dots = (count: number, ball: Ball = {}): Ball[] => Array.from({ length: count }, () => ball);
