import type { EventRow, SquadRow } from '../match/rows.ts';
import { firstUnit } from './place.ts';
import type { ByPosition, FootballScoring } from './scoring.ts';
import { type Breakdown, type Tally, addTo } from './tally.ts';
import type { Points } from './timeline.ts';

/** One player's figures. */
interface Line {
  /** Minute, stoppage time left out, at which they came on; null: they have not been on. */
  since: number | null;
  /** They have left the pitch for good. */
  left: boolean;
  /** They left it by a red card: goals still count against them. */
  sentOff: boolean;
  sixty: boolean;
  goals: number;
  assists: number;
  onTarget: number;
  saves: number;
  penaltiesSaved: number;
  penaltiesMissed: number;
  ownGoals: number;
  yellow: number;
  red: boolean;
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
  /** The last shot, if it was saved and its row names no keeper. */
  let unclaimed: EventRow | null = null;

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
    const minute = Math.min(unit, firstUnit('football', event.period + 1));
    for (const [playerId, own] of lines) {
      if (own.sixty || own.since === null || own.left || minute - own.since < SIXTY) continue;
      own.sixty = true;
      yield playerId;
    }
    const { playerId, partnerId } = event;
    if (event.card && playerId !== null) {
      const own = line(playerId);
      if (event.card === 'yellow') own.yellow++;
      else {
        own.red = true;
        own.sentOff ||= own.since !== null && !own.left;
        own.left = own.since !== null;
      }
      yield playerId;
    }
    if (event.kind === 'substitution') {
      if (playerId !== null) line(playerId).left = line(playerId).since !== null;
      if (partnerId !== null) {
        const own = line(partnerId);
        own.since ??= minute;
        yield partnerId;
      }
    }
    if (event.kind === 'shot') yield* shoot(event);
    if (event.kind === 'save') yield* claim(event);
    if (event.kind === 'ownGoal') {
      if (playerId !== null) {
        line(playerId).ownGoals++;
        yield playerId;
      }
      yield* concede((teamId) => teamId === event.teamId);
    }
  }

  function* shoot(event: EventRow): Generator<string> {
    const { outcome, variant, teamId, playerId, opponentId, partnerId } = event;
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
    const isSaved = SAVED.includes(outcome);
    unclaimed = isSaved && opponentId === null ? event : null;
    if (isSaved && opponentId !== null) yield* save(opponentId, event);
    if (isGoal) yield* concede((other) => other !== teamId);
  }

  /** Feeds may name the keeper in the row of the save alone. */
  function* claim({ teamId, playerId }: EventRow): Generator<string> {
    if (!unclaimed || playerId === null || teamId === unclaimed.teamId) return;
    yield* save(playerId, unclaimed);
    unclaimed = null;
  }

  function* save(keeperId: string, { variant }: EventRow): Generator<string> {
    const keeper = line(keeperId);
    keeper.saves++;
    if (variant === 'penalty') keeper.penaltiesSaved++;
    yield keeperId;
  }

  function* concede(isConceding: (teamId: string) => boolean): Generator<string> {
    for (const [playerId, own] of lines) {
      const member = members.get(playerId);
      if (!member || !isConceding(member.teamId) || own.since === null || (own.left && !own.sentOff)) continue;
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
  if (own.red) addTo(sum, 'redCard', scoring.redCard);
  else addTo(sum, 'yellowCard', own.yellow * scoring.yellowCard);
}

function emptyLine(): Line {
  return {
    since: null,
    left: false,
    sentOff: false,
    sixty: false,
    goals: 0,
    assists: 0,
    onTarget: 0,
    saves: 0,
    penaltiesSaved: 0,
    penaltiesMissed: 0,
    ownGoals: 0,
    yellow: 0,
    red: false,
    conceded: 0,
  };
}
