import {
  chargedRuns,
  isBoundary,
  isBowlers,
  isFaced,
  isLegal,
  isWicket,
  totalRuns,
  wicketsOf,
} from '../cricket/laws.ts';
import type { EventDetail, EventRow, MatchRow, SquadRow, Wicket } from '../match/rows.ts';
import type { Band, CricketScoring } from './scoring.ts';
import { type Breakdown, type Tally, addTo } from './tally.ts';
import type { Points } from './timeline.ts';

/** One player's figures in one innings. */
interface Line {
  runs: number;
  faced: number;
  fours: number;
  sixes: number;
  isOut: boolean;
  bowled: number;
  charged: number;
  dots: number;
  maidens: number;
  wickets: number;
  bowledOrLbw: number;
  catches: number;
  stumpings: number;
  runOuts: number;
  sharedRunOuts: number;
}

interface Over {
  period: number;
  number: number;
  legal: number;
  charged: number;
  bowlers: Set<string>;
}

/** Points of a cricket match. Super overs give nothing. */
export function cricketTally(match: MatchRow, squads: readonly SquadRow[], scoring: CricketScoring): Tally {
  const members = new Map(squads.map((row) => [row.playerId, row]));
  /** Player -> innings -> line. */
  const lines = new Map<string, Map<number, Line>>();
  const miscounted = new Map<number, EventDetail['miscountedOvers']>();
  const superOvers = new Set<number>();
  let begun = false;
  let over: Over | undefined;

  function line(playerId: string, period: number): Line {
    let innings = lines.get(playerId);
    if (!innings) lines.set(playerId, (innings = new Map()));
    let found = innings.get(period);
    if (!found) innings.set(period, (found = emptyLine()));
    return found;
  }

  function ballsIn(period: number, number: number): number {
    return miscounted.get(period)?.[number] ?? match.detail.ballsPerOver ?? 6;
  }

  function* add(event: EventRow): Generator<string> {
    if (!begun) {
      begun = true;
      for (const { playerId, starting } of squads) if (starting) yield playerId;
    }
    if (event.kind === 'innings') yield* open(event);
    if (event.kind === 'delivery' && !superOvers.has(event.period)) yield* addDelivery(event);
  }

  /** Balls before the row that calls them a super over lose with it what they gave. */
  function* open({ period, detail }: EventRow): Generator<string> {
    miscounted.set(period, detail.miscountedOvers);
    if (detail.superOver !== true) return;
    superOvers.add(period);
    for (const [playerId, innings] of lines) if (innings.delete(period)) yield playerId;
  }

  function* addDelivery(event: EventRow): Generator<string> {
    const { period, playerId, opponentId } = event;
    const number = event.over ?? over?.number ?? 0;
    if (over?.period !== period || over.number !== number) {
      over = { period, number, legal: 0, charged: 0, bowlers: new Set() };
    }
    const legal = isLegal(event);
    if (legal) over.legal++;
    if (playerId !== null) {
      bat(line(playerId, period), event);
      yield playerId;
    }
    over.charged += chargedRuns(event);
    if (opponentId !== null) {
      over.bowlers.add(opponentId);
      const own = line(opponentId, period);
      if (legal) own.bowled++;
      own.charged += chargedRuns(event);
      if (legal && totalRuns(event) === 0) own.dots++;
      if (legal && over.legal === ballsIn(period, number) && over.charged === 0 && over.bowlers.size === 1)
        own.maidens++;
      yield opponentId;
    }
    for (const wicket of wicketsOf(event)) yield* fall(wicket, event);
  }

  function* fall(wicket: Wicket, { period, opponentId }: EventRow): Generator<string> {
    if (!isWicket(wicket)) return;
    line(wicket.playerId, period).isOut = true;
    yield wicket.playerId;
    if (opponentId !== null && isBowlers(wicket)) {
      const own = line(opponentId, period);
      own.wickets++;
      if (wicket.kind === 'bowled' || wicket.kind === 'lbw') own.bowledOrLbw++;
    }
    const fielders = fieldersOf(wicket);
    const first = fielders[0] ?? null;
    const paid = fielders.filter((fielder) => fielder !== null);
    if (wicket.kind === 'caughtAndBowled' && opponentId !== null) line(opponentId, period).catches++;
    else if (wicket.kind === 'caught' && first !== null) line(first, period).catches++;
    else if (wicket.kind === 'stumped' && first !== null) line(first, period).stumpings++;
    else if (wicket.kind === 'runOut') {
      for (const fielder of paid) line(fielder, period)[fielders.length === 1 ? 'runOuts' : 'sharedRunOuts']++;
    } else return;
    yield* paid;
  }

  function of(playerId: string): Breakdown {
    const member = members.get(playerId);
    const sum: Record<string, Points> = {};
    if (begun && member?.starting) addTo(sum, 'starting', scoring.starting);
    for (const own of lines.get(playerId)?.values() ?? []) score(own, scoring, member?.role === 'bowler', sum);
    return sum;
  }

  return {
    add,
    of,
    get ball() {
      return over?.legal ?? 0;
    },
  };
}

function bat(own: Line, event: EventRow): void {
  own.runs += event.runs ?? 0;
  if (isFaced(event)) own.faced++;
  if (isBoundary(event, 4)) own.fours++;
  if (isBoundary(event, 6)) own.sixes++;
}

/** Everybody who took part, once, in order. Null: a substitute, or somebody without an id, who has no points to get. */
function fieldersOf({ fielders }: Wicket): (string | null)[] {
  if (!Array.isArray(fielders)) return [];
  const ids = fielders.map((fielder) =>
    typeof fielder?.playerId === 'string' && fielder.substitute !== true ? fielder.playerId : null,
  );
  return [...new Set(ids)];
}

function score(own: Line, scoring: CricketScoring, isBowler: boolean, sum: Record<string, Points>): void {
  addTo(sum, 'run', own.runs * scoring.run);
  addTo(sum, 'four', own.fours * scoring.four);
  addTo(sum, 'six', own.sixes * scoring.six);
  if (own.runs >= 100) addTo(sum, 'hundred', scoring.hundred);
  else if (own.runs >= 50) addTo(sum, 'fifty', scoring.fifty);
  if (!isBowler) {
    if (own.isOut && own.runs === 0) addTo(sum, 'duck', scoring.duck);
    if (own.faced >= scoring.strikeRate.minBalls) {
      addTo(sum, 'strikeRate', bandPoints(scoring.strikeRate.bands, own.runs * 100, own.faced));
    }
  }
  addTo(sum, 'wicket', own.wickets * scoring.wicket);
  addTo(sum, 'bowledOrLbw', own.bowledOrLbw * scoring.bowledOrLbw);
  if (own.wickets >= 5) addTo(sum, 'fiveWickets', scoring.fiveWickets);
  else if (own.wickets === 4) addTo(sum, 'fourWickets', scoring.fourWickets);
  else if (own.wickets === 3) addTo(sum, 'threeWickets', scoring.threeWickets);
  addTo(sum, 'maiden', own.maidens * scoring.maiden);
  addTo(sum, 'dotBall', own.dots * scoring.dotBall);
  if (own.bowled >= scoring.economy.minBalls) {
    addTo(sum, 'economy', bandPoints(scoring.economy.bands, own.charged * 6, own.bowled));
  }
  addTo(sum, 'catch', own.catches * scoring.catch);
  if (own.catches >= 3) addTo(sum, 'threeCatches', scoring.threeCatches);
  addTo(sum, 'stumping', own.stumpings * scoring.stumping);
  addTo(sum, 'runOut', own.runOuts * scoring.runOut);
  addTo(sum, 'sharedRunOut', own.sharedRunOuts * scoring.sharedRunOut);
}

/** Points of a rate, given as a fraction so that nothing is rounded. */
function bandPoints(bands: readonly Band[], amount: number, balls: number): Points {
  const band = bands.find(
    ({ from, below }) => (from === null || amount >= from * balls) && (below === null || amount < below * balls),
  );
  return band?.points ?? 0;
}

function emptyLine(): Line {
  return {
    runs: 0,
    faced: 0,
    fours: 0,
    sixes: 0,
    isOut: false,
    bowled: 0,
    charged: 0,
    dots: 0,
    maidens: 0,
    wickets: 0,
    bowledOrLbw: 0,
    catches: 0,
    stumpings: 0,
    runOuts: 0,
    sharedRunOuts: 0,
  };
}
