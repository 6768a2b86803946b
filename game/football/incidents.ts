import type { EventRow, MatchRow } from '../match/rows.ts';
import { fanMinute } from './clock.ts';
import type { People } from './people.ts';
import type { FootballScorecard } from './scorecard.ts';

export type Incidents = Pick<FootballScorecard, 'goals' | 'cards' | 'substitutions' | 'shots'> &
  Partial<Pick<FootballScorecard, 'shootout'>>;

/** Kinds of rows that a list may have; so may one with a card. Nearly all rows are others: passes. */
const LISTED: readonly string[] = ['substitution', 'shot', 'ownGoal'];

/** Everything of the scorecard that is a list, in match order. */
export function listIncidents(match: MatchRow, events: readonly EventRow[], people: People): Incidents {
  const incidents: Incidents = { goals: [], cards: [], substitutions: [], shots: [] };
  for (const event of events) {
    if (event.card === null && !LISTED.includes(event.kind)) continue;
    const at = { ...fanMinute(event), team: people.teamName(event.teamId) };
    const player = people.player(event.playerId);
    if (event.card) incidents.cards.push({ ...at, ...player, kind: event.card });
    if (event.kind === 'substitution') {
      const on = people.player(event.partnerId);
      const { reason: given } = event.detail;
      const reason = typeof given === 'string' ? { reason: given } : {};
      incidents.substitutions.push({ ...at, off: player, on, ...reason });
    }
    if (event.period >= 5) addKick(event, match, incidents, people);
    else if (event.kind === 'shot') addShot(event, incidents, people);
    if (event.kind === 'ownGoal' && event.period < 5) {
      const other = event.teamId === match.homeTeamId ? match.awayTeamId : match.homeTeamId;
      incidents.goals.push({ ...at, team: people.teamName(other), ...player, kind: 'ownGoal' });
    }
  }
  return incidents;
}

function addShot(event: EventRow, { shots, goals }: Incidents, people: People): void {
  const team = people.teamName(event.teamId);
  const player = people.player(event.playerId);
  const { period, minute, second, xg, outcome } = event;
  shots.push({
    minute: minute ?? 0,
    second: second ?? 0,
    period,
    team,
    name: player.name,
    xg: xg ?? 0,
    outcome: outcome ?? 'unknown',
  });
  if (outcome !== 'goal') return;
  const assist = event.partnerId === null ? {} : { assist: people.player(event.partnerId) };
  goals.push({
    ...fanMinute(event),
    team,
    ...player,
    kind: event.variant === 'penalty' ? 'penalty' : 'goal',
    ...assist,
  });
}

/** Law 10.3 of the game (IFAB): kicks from the penalty mark are not part of the score. */
function addKick(event: EventRow, match: MatchRow, incidents: Incidents, people: People): void {
  if (event.kind !== 'shot') return;
  const shootout = (incidents.shootout ??= { home: 0, away: 0, kicks: [] });
  const scored = event.outcome === 'goal';
  shootout.kicks.push({ team: people.teamName(event.teamId), ...people.player(event.playerId), scored });
  if (scored) shootout[event.teamId === match.homeTeamId ? 'home' : 'away']++;
}
