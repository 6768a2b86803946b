import type { EventRow, MatchRow } from '../match/rows.ts';
import type { FootballSide } from './scorecard.ts';

const ON_TARGET: readonly (string | null)[] = ['goal', 'saved', 'savedToPost'];

interface Count extends FootballSide {
  passes: number;
}

/** Figures of both sides. The shoot-out (period 5) adds cards only. */
export function countSides(match: MatchRow, events: readonly EventRow[]): { home: FootballSide; away: FootballSide } {
  const home = emptySide(match.homeName, match.homeTeamId);
  const away = emptySide(match.awayName, match.awayTeamId);
  for (const event of events) {
    const own = event.teamId === match.homeTeamId ? home : event.teamId === match.awayTeamId ? away : undefined;
    if (own) addEvent(event, own, own === home ? away : home);
  }
  const passes = home.passes + away.passes;
  home.possession = passes === 0 ? 50 : Math.round((100 * home.passes) / passes);
  away.possession = 100 - home.possession;
  return { home: published(home), away: published(away) };
}

function addEvent(event: EventRow, own: Count, other: Count): void {
  if (event.card) own.yellow += event.card === 'red' ? 0 : 1;
  if (event.card) own.red += event.card === 'yellow' ? 0 : 1;
  if (event.period >= 5) return;
  switch (event.kind) {
    case 'pass':
      own.passes++;
      if (event.variant === 'corner') own.corners++;
      break;
    case 'shot':
      own.shots++;
      own.xg += event.xg ?? 0;
      if (ON_TARGET.includes(event.outcome)) own.shotsOnTarget++;
      if (event.outcome === 'goal') own.goals++;
      break;
    case 'ownGoal':
      other.goals++;
      break;
    case 'foul':
      own.fouls++;
      break;
    default:
  }
}

function published({ passes: _, ...side }: Count): FootballSide {
  return { ...side, xg: Math.round(side.xg * 100) / 100 };
}

function emptySide(team: string, teamId: string): Count {
  const zero = { goals: 0, shots: 0, shotsOnTarget: 0, corners: 0, fouls: 0, yellow: 0, red: 0, possession: 50, xg: 0 };
  return { team, teamId, ...zero, passes: 0 };
}
