import { momentId, momentOrder } from '../match/moment.ts';
import type { EventRow } from '../match/rows.ts';
import type { Moment, MomentKind } from '../match/view.ts';
import type { BallFacts } from './innings.ts';
import { isBoundary } from './laws.ts';
import { type Names, nameOf } from './names.ts';
import type { CricketInnings } from './scorecard.ts';
import { dismissalText, inningsScore, runsText } from './text.ts';

/** Collects the moments of a match, event by event in match order. */
export interface MomentList {
  moments: Moment[];
  ball(event: EventRow, innings: CricketInnings, facts: BallFacts): void;
  inningsStart(event: EventRow, innings: CricketInnings, ordinalText: string): void;
  inningsEnd(event: EventRow, innings: CricketInnings, clock: string): void;
  result(event: EventRow, innings: CricketInnings, text: string): void;
}

export function listMoments(names: Names): MomentList {
  const moments: Moment[] = [];
  let nth = 0;
  let lastEvent = '';

  function add(
    event: EventRow,
    innings: CricketInnings,
    kind: MomentKind,
    clock: string,
    text: string,
    player: { playerId: string; name: string } | null,
    nthOfKind = 0,
  ): void {
    nth = lastEvent === event.id ? nth + 1 : 0;
    lastEvent = event.id;
    moments.push({
      id: momentId(event, kind, nthOfKind),
      kind,
      order: momentOrder(event, nth),
      clock,
      team: innings.team,
      playerId: player?.playerId ?? null,
      name: player?.name ?? null,
      text,
      score: runsText(innings),
    });
  }

  return {
    moments,
    ball(event, innings, { clock, wickets, milestones, fiveWickets, hatTrick }) {
      const bowler = event.opponentId === null ? '' : ` off ${nameOf(names, event.opponentId)}`;
      for (const value of [4, 6] as const) {
        if (!isBoundary(event, value) || event.playerId === null) continue;
        const player = { playerId: event.playerId, name: nameOf(names, event.playerId) };
        add(event, innings, value === 4 ? 'four' : 'six', clock, `${player.name} hits ${value}${bowler}`, player);
      }
      for (const { line, runs } of milestones) {
        const text = `${line.name} reaches ${runs} from ${line.balls} balls`;
        add(event, innings, runs === 50 ? 'fifty' : 'hundred', clock, text, line);
      }
      for (const [index, { line }] of wickets.entries()) {
        add(
          event,
          innings,
          'wicket',
          clock,
          `${line.name} ${dismissalText(line)} ${line.runs} (${line.balls})`,
          line,
          index,
        );
      }
      if (fiveWickets) add(event, innings, 'fiveWickets', clock, `Five wickets for ${fiveWickets.name}`, fiveWickets);
      if (hatTrick) add(event, innings, 'hatTrick', clock, `Hat-trick for ${hatTrick.name}`, hatTrick);
    },
    inningsStart(event, innings, ordinalText) {
      const chase = innings.target ? `, chasing ${innings.target.runs}` : '';
      add(event, innings, 'inningsStart', '0.0', `${innings.team} start the ${ordinalText}${chase}`, null);
    },
    inningsEnd(event, innings, clock) {
      add(event, innings, 'inningsEnd', clock, `${innings.team} finish on ${inningsScore(innings)}`, null);
    },
    result(event, innings, text) {
      add(event, innings, 'result', innings.overs, text, null);
    },
  };
}
