import type { MatchRow } from '../match/rows.ts';
import type { FootballScorecard } from './scorecard.ts';

type Score = Pick<FootballScorecard, 'home' | 'away' | 'clock' | 'shootout'>;

/** One sentence, or null while undecided. What the officials declared comes before what the score says. */
export function resultOf(match: MatchRow, { home, away, clock, shootout }: Score): string | null {
  if (match.status === 'abandoned') return 'Match abandoned';
  if (match.status === 'postponed') return 'Match postponed';
  const declared = match.detail.outcome;
  if (!declared && !match.final) return null;
  if (declared?.kind === 'noResult') return 'No result';
  const score = home.goals >= away.goals ? `${home.goals}-${away.goals}` : `${away.goals}-${home.goals}`;
  const byGoals = home.goals === away.goals ? undefined : home.goals > away.goals ? home.teamId : away.teamId;
  const byKicks =
    !shootout || shootout.home === shootout.away
      ? undefined
      : shootout.home > shootout.away
        ? home.teamId
        : away.teamId;
  const winnerId = declared?.kind === 'win' ? declared.winnerTeamId : (byGoals ?? byKicks);
  if (winnerId === undefined) return `${home.team} and ${away.team} drew ${score}`;
  const winner = winnerId === away.teamId ? away.team : home.team;
  if (shootout && byGoals === undefined && byKicks === winnerId) {
    const kicks = [shootout.home, shootout.away].sort((a, b) => b - a).join('-');
    return `${winner} won ${kicks} on penalties after ${score}`;
  }
  if (byGoals !== winnerId) return `${winner} won (${declared?.method ?? 'awarded'})`;
  return `${winner} won ${score}${clock.period >= 3 ? ' after extra time' : ''}`;
}
