import { type MatchRow, type MatchRows, compareEvents } from '../match/rows.ts';
import { endingOf } from '../match/ending.ts';
import type { MatchView, ScoreLine } from '../match/view.ts';
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
  const scoreLine = scoreLineOf(match, sides, clock);
  const scorecard: FootballScorecard = {
    sport: 'football',
    seq: events.length,
    scoreLine,
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
    header: headerOf(match, scoreLine, result),
    scorecard,
    moments: listMoments(match, events, people, endingOf(match, events.length) === null ? null : result),
  };
}

function scoreLineOf(
  { status }: MatchRow,
  { home, away }: Pick<FootballScorecard, 'home' | 'away'>,
  clock: FootballScorecard['clock'],
): ScoreLine {
  const begun = clock.period > 0;
  const score = begun ? { home: String(home.goals), away: String(away.goals) } : { home: '', away: '' };
  return { status, score, clock: clock.label };
}

function headerOf(match: MatchRow, scoreLine: ScoreLine, result: string | null): MatchView['header'] {
  return {
    sport: 'football',
    competition: match.competition,
    season: match.season,
    venue: match.venue,
    home: { id: match.homeTeamId, name: match.homeName, short: match.homeShort },
    away: { id: match.awayTeamId, name: match.awayName, short: match.awayShort },
    startsAt: match.startsAt,
    ...scoreLine,
    final: match.final,
    result,
  };
}
