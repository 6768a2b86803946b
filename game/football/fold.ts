import { type MatchRow, type MatchRows, compareEvents } from '../match/rows.ts';
import type { MatchView } from '../match/view.ts';
import { clockOf } from './clock.ts';
import { listIncidents } from './incidents.ts';
import { listMoments } from './moments.ts';
import { lineupOf, peopleOf } from './people.ts';
import { resultOf } from './result.ts';
import type { FootballScorecard } from './scorecard.ts';
import { countSides } from './sides.ts';

/** Scorecard, header and moments of a football match. */
export function foldFootball(rows: MatchRows & { match: MatchRow }): MatchView {
  const { match, squads } = rows;
  const events = [...rows.events].sort(compareEvents);
  const people = peopleOf(match, squads, events);
  const clock = clockOf(events, match.final);
  const sides = countSides(match, events);
  const incidents = listIncidents(match, events, people);
  const result = resultOf(match, { ...sides, clock, ...incidents });
  const scorecard: FootballScorecard = {
    sport: 'football',
    seq: events.length,
    clock,
    ...sides,
    ...incidents,
    lineups: {
      home: lineupOf(match.homeName, match.homeTeamId, squads),
      away: lineupOf(match.awayName, match.awayTeamId, squads),
    },
    result,
  };
  return {
    header: headerOf(match, scorecard),
    scorecard,
    moments: listMoments(match, events, people, result),
  };
}

function headerOf(match: MatchRow, { home, away, clock, result }: FootballScorecard): MatchView['header'] {
  const begun = clock.period > 0;
  return {
    sport: 'football',
    competition: match.competition,
    season: match.season,
    venue: match.venue,
    home: { id: match.homeTeamId, name: match.homeName, short: match.homeShort },
    away: { id: match.awayTeamId, name: match.awayName, short: match.awayShort },
    startsAt: match.startsAt,
    status: match.status,
    final: match.final,
    score: begun ? { home: String(home.goals), away: String(away.goals) } : { home: '', away: '' },
    clock: clock.label,
    result,
  };
}
