import type { DeclaredOutcome, MatchRow } from '../match/rows.ts';
import type { CricketInnings } from './scorecard.ts';

/** One sentence, or null while undecided. What the officials declared comes before what the score says. */
export function resultOf(match: MatchRow, innings: readonly CricketInnings[]): string | null {
  if (match.status === 'abandoned') return 'Match abandoned';
  if (match.status === 'postponed') return 'Match postponed';
  if (match.detail.outcome) return sentence(match, match.detail.outcome);
  return match.final ? sentence(match, outcomeByScore(match, innings)) : null;
}

function sentence(match: MatchRow, { winnerTeamId, kind, by, method }: DeclaredOutcome): string {
  const winner = winnerTeamId === match.awayTeamId ? match.awayName : match.homeName;
  const how = method === undefined ? '' : ` (${method})`;
  if (kind === 'noResult') return 'No result';
  if (kind === 'draw') return 'Match drawn';
  if (kind === 'tie')
    return winnerTeamId === undefined ? 'Match tied' : `Match tied; ${winner} won the ${method ?? 'tie-break'}`;
  const margins = [
    by?.innings ? 'an innings' : '',
    by?.runs === undefined ? '' : count(by.runs, 'run'),
    by?.wickets === undefined ? '' : count(by.wickets, 'wicket'),
  ].filter(Boolean);
  return `${winner} won${margins.length ? ` by ${margins.join(' and ')}` : ''}${how}`;
}

/** Law 16: the side with more runs wins; by wickets if it batted last, by an innings if it batted once less. */
function outcomeByScore(match: MatchRow, all: readonly CricketInnings[]): DeclaredOutcome {
  const innings = all.filter(({ superOver }) => !superOver);
  const last = innings.at(-1);
  if (!last || innings.length < 2) return { kind: 'noResult' };
  const other = last.teamId === match.homeTeamId ? match.awayTeamId : match.homeTeamId;
  const sum = (teamId: string) => innings.filter((i) => i.teamId === teamId).reduce((runs, i) => runs + i.runs, 0);
  const times = (teamId: string) => innings.filter((i) => i.teamId === teamId).length;
  const margin = sum(last.teamId) - sum(other);
  if (margin > 0) return { kind: 'win', winnerTeamId: last.teamId, by: { wickets: Math.max(0, 10 - last.wickets) } };
  const limited = match.detail.oversPerInnings !== undefined;
  if (!limited && last.wickets < 10) return { kind: 'draw' };
  if (margin === 0) return { kind: 'tie' };
  const byInnings = times(other) < times(last.teamId) ? { innings: 1 } : {};
  return { kind: 'win', winnerTeamId: other, by: { ...byInnings, runs: -margin } };
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
