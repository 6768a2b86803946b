import type { EventDetail, EventRow } from '../match/rows.ts';
import { chargedRuns, isBoundary, isBowlers, isFaced, isLegal, isWicket, totalRuns, wicketsOf } from './laws.ts';
import { type Names, nameOf } from './names.ts';
import type { BattingLine, BowlingLine, CricketInnings, OverLine } from './scorecard.ts';
import { ballText } from './text.ts';

/** An innings while its deliveries are added in match order. */
export interface InningsBuilder {
  innings: CricketInnings;
  /** Apply one event; returns what moments are made of. */
  add(event: EventRow): BallFacts;
}

/** What an event did beyond its runs. */
export interface BallFacts {
  /** Over and legal ball, e.g. `14.3`. */
  clock: string;
  wickets: { playerId: string; bowlers: boolean; line: BattingLine }[];
  /** Batters whose runs passed 50 or 100 on this ball. */
  milestones: { line: BattingLine; runs: 50 | 100 }[];
  fiveWickets: BowlingLine | null;
  hatTrick: BowlingLine | null;
}

interface OverState {
  line: OverLine;
  number: number;
  legal: number;
  charged: number;
  bowlers: Set<string>;
}

export interface InningsFrame {
  team: string;
  teamId: string;
  /** Legal deliveries of an over, which an umpire may have miscounted. */
  ballsIn: (over: number) => number;
  names: Names;
  /** What the row that opened the innings says. */
  opening: EventDetail;
}

export function buildInnings({ team, teamId, ballsIn, names, opening }: InningsFrame): InningsBuilder {
  const innings = emptyInnings(team, teamId, opening);
  const batting = new Map<string, BattingLine>();
  const bowling = new Map<string, BowlingLine>();
  /** Deliveries in a row with which a bowler took a wicket. */
  const inRow = new Map<string, number>();
  let over: OverState | undefined;

  function batter(playerId: string): BattingLine {
    let line = batting.get(playerId);
    if (!line) {
      line = { playerId, name: nameOf(names, playerId), runs: 0, balls: 0, fours: 0, sixes: 0, out: null };
      batting.set(playerId, line);
      innings.batting.push(line);
    }
    return line;
  }

  function atCrease(playerId: string): BattingLine {
    const line = batter(playerId);
    if (line.out?.kind === 'retiredHurt' || line.out?.kind === 'retiredNotOut') line.out = null;
    return line;
  }

  function bowler(playerId: string): BowlingLine {
    let line = bowling.get(playerId);
    if (!line) {
      line = {
        playerId,
        name: nameOf(names, playerId),
        balls: 0,
        maidens: 0,
        runs: 0,
        wickets: 0,
        wides: 0,
        noBalls: 0,
      };
      bowling.set(playerId, line);
      innings.bowling.push(line);
    }
    return line;
  }

  function startOver(number: number, bowlerId: string | null): OverState {
    const name = bowlerId === null ? '' : nameOf(names, bowlerId);
    const { runs: total, wickets: totalWickets } = innings;
    const line: OverLine = { over: number + 1, runs: 0, wickets: 0, total, totalWickets, bowler: name, balls: [] };
    innings.overByOver.push(line);
    return { line, number, legal: 0, charged: 0, bowlers: new Set() };
  }

  function addExtras(event: EventRow): void {
    const { extras } = innings;
    extras.byes += event.byes ?? 0;
    extras.legByes += event.legByes ?? 0;
    extras.wides += event.wides ?? 0;
    extras.noBalls += event.noBalls ?? 0;
    extras.penalty += event.penaltyRuns ?? 0;
    extras.total = extras.byes + extras.legByes + extras.wides + extras.noBalls + extras.penalty;
    innings.runs += totalRuns(event);
  }

  function add(event: EventRow): BallFacts {
    const facts: BallFacts = { clock: '', wickets: [], milestones: [], fiveWickets: null, hatTrick: null };
    addExtras(event);
    if (event.kind === 'delivery') addDelivery(event, facts);
    facts.clock = over ? `${over.number}.${over.legal}` : '0.0';
    return facts;
  }

  function addDelivery(event: EventRow, facts: BallFacts): void {
    const number = event.over ?? over?.number ?? 0;
    if (!over || over.number !== number) over = startOver(number, event.opponentId);
    const legal = isLegal(event);
    if (legal) {
      over.legal++;
      innings.balls++;
    }
    if (event.playerId !== null) bat(event, atCrease(event.playerId), facts);
    if (event.partnerId !== null) atCrease(event.partnerId);
    const bowlerLine = event.opponentId === null ? null : bowler(event.opponentId);
    if (bowlerLine) bowl(event, bowlerLine, legal);
    const wicketsBefore = innings.wickets;
    takeWickets(event, bowlerLine, over, facts);
    over.charged += chargedRuns(event);
    if (bowlerLine) over.bowlers.add(bowlerLine.playerId);
    if (bowlerLine && legal && over.legal === ballsIn(number) && over.charged === 0 && over.bowlers.size === 1) {
      bowlerLine.maidens++;
    }
    const { line } = over;
    line.runs += totalRuns(event);
    line.wickets += innings.wickets - wicketsBefore;
    line.total = innings.runs;
    line.totalWickets = innings.wickets;
    line.balls.push(ballText(event, innings.wickets > wicketsBefore));
    innings.overs = over.legal >= ballsIn(number) ? String(number + 1) : `${number}.${over.legal}`;
  }

  function bat(event: EventRow, line: BattingLine, facts: BallFacts): void {
    const before = line.runs;
    line.runs += event.runs ?? 0;
    if (isFaced(event)) line.balls++;
    if (isBoundary(event, 4)) line.fours++;
    if (isBoundary(event, 6)) line.sixes++;
    for (const runs of [50, 100] as const)
      if (before < runs && line.runs >= runs) facts.milestones.push({ line, runs });
  }

  function bowl(event: EventRow, line: BowlingLine, legal: boolean): void {
    if (legal) line.balls++;
    line.runs += chargedRuns(event);
    line.wides += event.wides ?? 0;
    line.noBalls += event.noBalls ?? 0;
  }

  function takeWickets(event: EventRow, bowlerLine: BowlingLine | null, at: OverState, facts: BallFacts): void {
    let credited = 0;
    for (const wicket of wicketsOf(event)) {
      const line = batter(wicket.playerId);
      const bowlers = isBowlers(wicket);
      line.out = {
        kind: wicket.kind,
        ...(bowlers && bowlerLine ? { bowler: bowlerLine.name } : {}),
        fielders: fieldersOf(wicket.fielders, names),
      };
      if (!isWicket(wicket)) continue;
      innings.wickets++;
      const { playerId, name } = line;
      const { wickets, runs } = innings;
      innings.fallOfWickets.push({ wicket: wickets, runs, overs: `${at.number}.${at.legal}`, playerId, name });
      facts.wickets.push({ playerId, bowlers, line });
      if (bowlers) credited++;
    }
    if (!bowlerLine) return;
    const row = credited > 0 ? (inRow.get(bowlerLine.playerId) ?? 0) + 1 : 0;
    inRow.set(bowlerLine.playerId, row);
    if (bowlerLine.wickets < 5 && bowlerLine.wickets + credited >= 5) facts.fiveWickets = bowlerLine;
    if (row === 3) facts.hatTrick = bowlerLine;
    bowlerLine.wickets += credited;
  }

  return { innings, add };
}

function fieldersOf(fielders: unknown, names: Names): string[] {
  if (!Array.isArray(fielders)) return [];
  return (fielders as { playerId?: string; name?: string }[]).map(
    (fielder) => fielder?.name ?? (fielder?.playerId === undefined ? 'substitute' : nameOf(names, fielder.playerId)),
  );
}

/** A target that is none would be refused by the database with everything else of the match. */
function targetOf({ target }: EventDetail): CricketInnings['target'] {
  if (typeof target?.runs !== 'number') return undefined;
  return { runs: target.runs, ...(typeof target.overs === 'number' ? { overs: target.overs } : {}) };
}

function emptyInnings(team: string, teamId: string, opening: EventDetail): CricketInnings {
  const target = targetOf(opening);
  return {
    team,
    teamId,
    runs: 0,
    wickets: 0,
    balls: 0,
    overs: '0',
    superOver: opening.superOver === true,
    ...(target ? { target } : {}),
    ...(opening.declared === true ? { declared: true } : {}),
    extras: { byes: 0, legByes: 0, wides: 0, noBalls: 0, penalty: 0, total: 0 },
    batting: [],
    bowling: [],
    fallOfWickets: [],
    overByOver: [],
  };
}
