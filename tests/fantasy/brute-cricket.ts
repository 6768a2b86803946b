import type { CricketScoring, RateBands } from '@fanfold/game/fantasy';
import type { EventRow, MatchRows, Wicket } from '@fanfold/game/match';

/** Points of one player from all these rows (in match order), each figure counted from scratch. Slow, and written to be read. */
export function bruteCricketPoints(
  { match, squads }: MatchRows,
  ordered: readonly EventRow[],
  scoring: CricketScoring,
  playerId: string,
): number {
  const member = squads.find((row) => row.playerId === playerId);
  const isBowler = member?.role === 'bowler';
  let points = ordered.length > 0 && member?.starting === true ? scoring.starting : 0;
  for (const period of new Set(ordered.map((row) => row.period))) {
    const balls = ordered.filter((row) => row.period === period && row.kind === 'delivery');
    points += batting(balls, playerId, scoring, isBowler);
    points += bowling(balls, playerId, scoring, match?.detail.ballsPerOver ?? 6, miscounts(ordered, period));
    points += fielding(balls, playerId, scoring);
  }
  return points;
}

function batting(balls: readonly EventRow[], playerId: string, scoring: CricketScoring, isBowler: boolean): number {
  const own = balls.filter((ball) => ball.playerId === playerId);
  const runs = sum(own.map((ball) => ball.runs ?? 0));
  const hits = (value: number) => own.filter((ball) => ball.runs === value && ball.detail.nonBoundary !== true).length;
  const faced = own.filter((ball) => !ball.wides).length;
  const isOut = wicketsIn(balls).some(({ wicket }) => wicket.playerId === playerId);
  let points = runs * scoring.run + hits(4) * scoring.four + hits(6) * scoring.six;
  points += runs >= 100 ? scoring.hundred : runs >= 50 ? scoring.fifty : 0;
  if (isBowler) return points;
  if (isOut && runs === 0) points += scoring.duck;
  return points + rate(scoring.strikeRate, (100 * runs) / faced, faced);
}

function bowling(
  balls: readonly EventRow[],
  playerId: string,
  scoring: CricketScoring,
  ballsPerOver: number,
  miscounted: Record<string, number>,
): number {
  const own = balls.filter((ball) => ball.opponentId === playerId);
  const legal = own.filter((ball) => !ball.wides && !ball.noBalls);
  const conceded = (ball: EventRow) => (ball.runs ?? 0) + (ball.wides ?? 0) + (ball.noBalls ?? 0);
  const everything = (ball: EventRow) =>
    conceded(ball) + (ball.byes ?? 0) + (ball.legByes ?? 0) + (ball.penaltyRuns ?? 0);
  const taken = wicketsIn(own).filter(({ wicket }) =>
    ['bowled', 'caught', 'caughtAndBowled', 'lbw', 'stumped', 'hitWicket'].includes(wicket.kind),
  );
  const alone = taken.filter(({ wicket }) => wicket.kind === 'bowled' || wicket.kind === 'lbw');
  let points = taken.length * scoring.wicket + alone.length * scoring.bowledOrLbw;
  if (taken.length >= 5) points += scoring.fiveWickets;
  if (taken.length === 4) points += scoring.fourWickets;
  if (taken.length === 3) points += scoring.threeWickets;
  points += legal.filter((ball) => everything(ball) === 0).length * scoring.dotBall;
  for (const over of new Set(own.map((ball) => ball.over))) {
    const whole = balls.filter((ball) => ball.over === over);
    const counted = whole.filter((ball) => !ball.wides && !ball.noBalls).length;
    const isWhole = counted >= (miscounted[String(over)] ?? ballsPerOver);
    const isHis = whole.every((ball) => ball.opponentId === playerId);
    if (isWhole && isHis && sum(whole.map(conceded)) === 0) points += scoring.maiden;
  }
  return points + rate(scoring.economy, (6 * sum(own.map(conceded))) / legal.length, legal.length);
}

function fielding(balls: readonly EventRow[], playerId: string, scoring: CricketScoring): number {
  const dismissals = wicketsIn(balls).map(({ wicket, ball }) => ({
    kind: wicket.kind,
    bowler: ball.opponentId,
    fielders: [...new Set(wicket.fielders.map(({ playerId, substitute }) => (substitute ? 'nobody' : playerId)))],
  }));
  const catches = dismissals.filter(
    ({ kind, bowler, fielders }) =>
      (kind === 'caught' && fielders[0] === playerId) || (kind === 'caughtAndBowled' && bowler === playerId),
  ).length;
  const stumpings = dismissals.filter(({ kind, fielders }) => kind === 'stumped' && fielders[0] === playerId).length;
  const runOuts = dismissals.filter(({ kind, fielders }) => kind === 'runOut' && fielders.includes(playerId));
  let points = catches * scoring.catch + stumpings * scoring.stumping;
  if (catches >= 3) points += scoring.threeCatches;
  for (const { fielders } of runOuts) points += fielders.length === 1 ? scoring.runOut : scoring.sharedRunOut;
  return points;
}

/** Everybody who is out on these balls; who retires hurt is not. */
function wicketsIn(balls: readonly EventRow[]): { wicket: Wicket; ball: EventRow }[] {
  return balls.flatMap((ball) =>
    (ball.detail.wickets ?? [])
      .filter(({ kind }) => kind !== 'retiredHurt' && kind !== 'retiredNotOut')
      .map((wicket) => ({ wicket, ball })),
  );
}

function miscounts(ordered: readonly EventRow[], period: number): Record<string, number> {
  return ordered.find((row) => row.period === period && row.kind === 'innings')?.detail.miscountedOvers ?? {};
}

function rate({ minBalls, bands }: RateBands, value: number, balls: number): number {
  if (balls < minBalls) return 0;
  return bands.find(({ from, below }) => value >= (from ?? -Infinity) && value < (below ?? Infinity))?.points ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
