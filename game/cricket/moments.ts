import { momentOfFact, momentOfRow, momentOrder } from '../match/moment.ts';
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
}

interface Entry {
  id: string;
  kind: MomentKind;
  clock: string;
  text: string;
  player?: { playerId: string; name: string };
}

export function listMoments(names: Names): MomentList {
  const moments: Moment[] = [];
  const feats = new Map<string, number>();
  let nth = 0;
  let lastEvent = '';

  function add(event: EventRow, innings: CricketInnings, { id, kind, clock, text, player }: Entry): void {
    nth = lastEvent === event.id ? nth + 1 : 0;
    lastEvent = event.id;
    moments.push({
      id,
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

  /** Id of what a player has done over several balls of an innings. A second hat-trick has a 2 behind it. */
  function featId({ period }: EventRow, kind: MomentKind, playerId: string): string {
    const id = momentOfFact(kind, period, playerId);
    const times = (feats.get(id) ?? 0) + 1;
    feats.set(id, times);
    return times === 1 ? id : `${id}:${times}`;
  }

  return {
    moments,
    ball(event, innings, { clock, wickets, milestones, fiveWickets, hatTrick }) {
      const bowler = event.opponentId === null ? '' : ` off ${nameOf(names, event.opponentId)}`;
      for (const value of [4, 6] as const) {
        if (!isBoundary(event, value) || event.playerId === null) continue;
        const player = { playerId: event.playerId, name: nameOf(names, event.playerId) };
        const kind = value === 4 ? 'four' : 'six';
        const text = `${player.name} hits ${value}${bowler}`;
        add(event, innings, { id: momentOfRow(event, kind), kind, clock, text, player });
      }
      for (const { line, runs } of milestones) {
        const text = `${line.name} reaches ${runs} from ${line.balls} balls`;
        const kind = runs === 50 ? 'fifty' : 'hundred';
        add(event, innings, { id: featId(event, kind, line.playerId), kind, clock, text, player: line });
      }
      for (const [index, { line }] of wickets.entries()) {
        const text = `${line.name} ${dismissalText(line)} ${line.runs} (${line.balls})`;
        const id = momentOfRow(event, 'wicket', index);
        add(event, innings, { id, kind: 'wicket', clock, text, player: line });
      }
      if (fiveWickets) {
        const kind = 'fiveWickets';
        const text = `Five wickets for ${fiveWickets.name}`;
        add(event, innings, { id: featId(event, kind, fiveWickets.playerId), kind, clock, text, player: fiveWickets });
      }
      if (hatTrick) {
        const kind = 'hatTrick';
        const text = `Hat-trick for ${hatTrick.name}`;
        add(event, innings, { id: featId(event, kind, hatTrick.playerId), kind, clock, text, player: hatTrick });
      }
    },
    inningsStart(event, innings, ordinalText) {
      const chase = innings.target ? `, chasing ${innings.target.runs}` : '';
      const kind = 'inningsStart';
      const text = `${innings.team} start the ${ordinalText}${chase}`;
      add(event, innings, { id: momentOfFact(kind, event.period), kind, clock: '0.0', text });
    },
    inningsEnd(event, innings, clock) {
      const kind = 'inningsEnd';
      const text = `${innings.team} finish on ${inningsScore(innings)}`;
      add(event, innings, { id: momentOfFact(kind, event.period), kind, clock, text });
    },
  };
}
