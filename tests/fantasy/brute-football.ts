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
  const at = (row: EventRow | undefined) => (row ? (minutes[ordered.indexOf(row)] ?? 0) : undefined);

  const isStarter = member?.starting === true;
  const cameOn = isStarter ? ordered[0] : play.find((row) => row.kind === 'substitution' && row.partnerId === playerId);
  const from = isStarter ? (ordered.length > 0 ? 0 : undefined) : at(cameOn);
  const wentOff = play
    .slice(cameOn ? play.indexOf(cameOn) : play.length)
    .find(
      (row) =>
        row.playerId === playerId &&
        (row.kind === 'substitution' || row.card === 'red' || row.card === 'secondYellow') &&
        row !== cameOn,
    );
  const left = wentOff ? play.indexOf(wentOff) : play.length;
  const until = at(wentOff ?? play.at(-1)) ?? 0;
  const hadSixty = from !== undefined && until - from >= 60;

  const onPitch = from === undefined ? [] : play.slice(cameOn ? Math.max(0, play.indexOf(cameOn)) : 0, left);
  const conceded = onPitch.filter((row) =>
    row.kind === 'ownGoal'
      ? row.teamId === member?.teamId
      : row.kind === 'shot' && row.outcome === 'goal' && member !== undefined && row.teamId !== member.teamId,
  ).length;

  const shots = play.filter((row) => row.kind === 'shot');
  const own = shots.filter((row) => row.playerId === playerId);
  const faced = shots.filter((row) => row.opponentId === playerId && /^saved(ToPost)?$/.test(row.outcome ?? ''));
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
  points += cards.filter((row) => row.card === 'yellow').length * scoring.yellowCard;
  points += cards.filter((row) => row.card !== 'yellow').length * scoring.redCard;
  return points;
}
