import type { EventRow, SquadRow } from '../match/rows.ts';
import type { ByPosition, FootballScoring } from './scoring.ts';
import { type Breakdown, type Tally, addTo } from './tally.ts';
import type { Points } from './timeline.ts';

/** One player's figures. */
interface Line {
  /** Minute of the clock at which they came on; null: they have not been on. */
  since: number | null;
  /** Minute at which they left; null: they are on, or never were. */
  until: number | null;
  sixty: boolean;
  goals: number;
  assists: number;
  onTarget: number;
  saves: number;
  penaltiesSaved: number;
  penaltiesMissed: number;
  ownGoals: number;
  yellow: number;
  red: number;
  conceded: number;
}

const SIXTY = 60;
const ON_TARGET: readonly (string | null)[] = ['goal', 'saved', 'savedToPost'];
const SAVED: readonly (string | null)[] = ['saved', 'savedToPost'];
const SHOOT_OUT = 5;

/** Points of a football match. Shoot-outs give nothing. */
export function footballTally(squads: readonly SquadRow[], scoring: FootballScoring): Tally {
  const members = new Map(squads.map((row) => [row.playerId, row]));
  const lines = new Map<string, Line>();
  let begun = false;

  function line(playerId: string): Line {
    let found = lines.get(playerId);
    if (!found) lines.set(playerId, (found = emptyLine()));
    return found;
  }

  function* add(event: EventRow, unit: number): Generator<string> {
    if (!begun) {
      begun = true;
      for (const { playerId, starting } of squads) {
        if (!starting) continue;
        line(playerId).since = 0;
        yield playerId;
      }
    }
    if (event.period >= SHOOT_OUT) return;
    for (const [playerId, own] of lines) {
      if (own.sixty || own.since === null || own.until !== null || unit - own.since < SIXTY) continue;
      own.sixty = true;
      yield playerId;
    }
    const { playerId, partnerId } = event;
    if (event.card && playerId !== null) {
      const own = line(playerId);
      if (event.card === 'yellow') own.yellow++;
      else {
        own.red++;
        leave(own, unit);
      }
      yield playerId;
    }
    if (event.kind === 'substitution') {
      if (playerId !== null) leave(line(playerId), unit);
      if (partnerId !== null) {
        const own = line(partnerId);
        if (own.since === null) own.since = unit;
        yield partnerId;
      }
    }
    if (event.kind === 'shot') yield* shoot(event);
    if (event.kind === 'ownGoal') {
      if (playerId !== null) {
        line(playerId).ownGoals++;
        yield playerId;
      }
      yield* concede((teamId) => teamId === event.teamId);
    }
  }

  function* shoot({ outcome, variant, teamId, playerId, opponentId, partnerId }: EventRow): Generator<string> {
    const isGoal = outcome === 'goal';
    const isPenalty = variant === 'penalty';
    if (playerId !== null) {
      const own = line(playerId);
      if (ON_TARGET.includes(outcome)) own.onTarget++;
      if (isGoal) own.goals++;
      else if (isPenalty) own.penaltiesMissed++;
      yield playerId;
    }
    if (isGoal && partnerId !== null) {
      line(partnerId).assists++;
      yield partnerId;
    }
    if (SAVED.includes(outcome) && opponentId !== null) {
      const keeper = line(opponentId);
      keeper.saves++;
      if (isPenalty) keeper.penaltiesSaved++;
      yield opponentId;
    }
    if (isGoal) yield* concede((other) => other !== teamId);
  }

  function* concede(isConceding: (teamId: string) => boolean): Generator<string> {
    for (const [playerId, own] of lines) {
      const member = members.get(playerId);
      if (!member || !isConceding(member.teamId) || own.since === null || own.until !== null) continue;
      own.conceded++;
      yield playerId;
    }
  }

  function of(playerId: string): Breakdown {
    const sum: Record<string, Points> = {};
    const own = lines.get(playerId);
    if (own) score(own, scoring, positionOf(members.get(playerId)), sum);
    return sum;
  }

  return { add, of, ball: 0 };
}

/** He stays off: who has left does not come back. */
function leave(own: Line, unit: number): void {
  if (own.since !== null && own.until === null) own.until = unit;
}

/** Somebody in no squad, or with a role of another sport, scores as a midfielder. */
function positionOf(member: SquadRow | undefined): keyof ByPosition {
  switch (member?.role) {
    case 'goalkeeper':
    case 'defender':
    case 'forward':
      return member.role;
    default:
      return 'midfielder';
  }
}

function score(own: Line, scoring: FootballScoring, position: keyof ByPosition, sum: Record<string, Points>): void {
  if (own.since !== null) addTo(sum, 'appearance', scoring.appearance);
  if (own.sixty) {
    addTo(sum, 'sixtyMinutes', scoring.sixtyMinutes);
    if (own.conceded === 0) addTo(sum, 'cleanSheet', scoring.cleanSheet[position]);
  }
  addTo(sum, 'goal', own.goals * scoring.goal[position]);
  addTo(sum, 'assist', own.assists * scoring.assist);
  addTo(sum, 'twoConceded', Math.floor(own.conceded / 2) * scoring.twoConceded[position]);
  addTo(sum, 'shotOnTarget', own.onTarget * scoring.shotOnTarget);
  addTo(sum, 'threeSaves', Math.floor(own.saves / 3) * scoring.threeSaves);
  addTo(sum, 'penaltySaved', own.penaltiesSaved * scoring.penaltySaved);
  addTo(sum, 'penaltyMissed', own.penaltiesMissed * scoring.penaltyMissed);
  addTo(sum, 'ownGoal', own.ownGoals * scoring.ownGoal);
  addTo(sum, 'yellowCard', own.yellow * scoring.yellowCard);
  addTo(sum, 'redCard', own.red * scoring.redCard);
}

function emptyLine(): Line {
  return {
    since: null,
    until: null,
    sixty: false,
    goals: 0,
    assists: 0,
    onTarget: 0,
    saves: 0,
    penaltiesSaved: 0,
    penaltiesMissed: 0,
    ownGoals: 0,
    yellow: 0,
    red: 0,
    conceded: 0,
  };
}
