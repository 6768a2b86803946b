import type { ByPosition, FootballScoring } from '@fanfold/game/fantasy';
import type { EventRow, MatchRows } from '@fanfold/game/match';

/** Points of one player from all these rows (in match order), each figure counted from scratch. Slow, and written to be read. */
export function bruteFootballPoints(
  { squads }: MatchRows,
  ordered: readonly EventRow[],
  minutes: readonly number[],
  scoring: FootballScoring,
  playerId: string,
): number {
  const member = squads.find((row) => row.playerId === playerId);
  const role = member?.role as keyof ByPosition | undefined;
  const by = (points: ByPosition) => points[role && role in points ? role : 'midfielder'];
  const play = ordered.filter((row) => row.period < 5);
  /** Minute of a row; all of stoppage time is the last minute of its period. */
  const at = (row: EventRow | undefined) =>
    row && Math.min(minutes[ordered.indexOf(row)] ?? 0, [0, 45, 90, 105, 120][row.period] ?? 120);

  const isStarter = member?.starting === true;
  const cameOn = isStarter ? ordered[0] : play.find((row) => row.kind === 'substitution' && row.partnerId === playerId);
  const from = isStarter ? (ordered.length > 0 ? 0 : undefined) : at(cameOn);
  const wentOff = play
    .slice(cameOn ? play.indexOf(cameOn) : play.length)
    .find((row) => row.playerId === playerId && (row.kind === 'substitution' || isDismissal(row)) && row !== cameOn);
  const until = at(wentOff ?? play.at(-1)) ?? 0;
  const hadSixty = from !== undefined && until - from >= 60;

  const isStillCounted = wentOff !== undefined && isDismissal(wentOff);
  const end = wentOff && !isStillCounted ? play.indexOf(wentOff) : play.length;
  const counted = from === undefined ? [] : play.slice(cameOn ? Math.max(0, play.indexOf(cameOn)) : 0, end);
  const conceded = counted.filter((row) =>
    row.kind === 'ownGoal'
      ? row.teamId === member?.teamId
      : row.kind === 'shot' && row.outcome === 'goal' && member !== undefined && row.teamId !== member.teamId,
  ).length;

  const shots = play.filter((row) => row.kind === 'shot');
  const own = shots.filter((row) => row.playerId === playerId);
  const faced = shots.filter(
    (row) => /^saved(ToPost)?$/.test(row.outcome ?? '') && (row.opponentId ?? keeperAfter(play, row)) === playerId,
  );
  const cards = play.filter((row) => row.playerId === playerId && row.card);
  const goals = own.filter((row) => row.outcome === 'goal').length;
  let points = from === undefined ? 0 : scoring.appearance;
  if (hadSixty) points += scoring.sixtyMinutes + (conceded === 0 ? by(scoring.cleanSheet) : 0);
  points += goals * by(scoring.goal);
  points += shots.filter((row) => row.outcome === 'goal' && row.partnerId === playerId).length * scoring.assist;
  points += Math.floor(conceded / 2) * by(scoring.twoConceded);
  points += own.filter((row) => /^(goal|saved|savedToPost)$/.test(row.outcome ?? '')).length * scoring.shotOnTarget;
  points += Math.floor(faced.length / 3) * scoring.threeSaves;
  points += faced.filter((row) => row.variant === 'penalty').length * scoring.penaltySaved;
  points += own.filter((row) => row.variant === 'penalty' && row.outcome !== 'goal').length * scoring.penaltyMissed;
  points += play.filter((row) => row.kind === 'ownGoal' && row.playerId === playerId).length * scoring.ownGoal;
  points += cards.some(isDismissal) ? scoring.redCard : cards.length * scoring.yellowCard;
  return points;
}

function isDismissal({ card }: EventRow): boolean {
  return card === 'red' || card === 'secondYellow';
}

/** Who saved a shot of the others before the next one was taken. */
function keeperAfter(play: readonly EventRow[], shot: EventRow): string | null {
  const after = play.slice(play.indexOf(shot) + 1);
  const next = after.findIndex(({ kind }) => kind === 'shot');
  const until = next < 0 ? after : after.slice(0, next);
  return until.find((row) => row.kind === 'save' && row.teamId !== shot.teamId && row.playerId)?.playerId ?? null;
}
