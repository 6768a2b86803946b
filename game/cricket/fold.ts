import { type EventRow, type MatchRow, type MatchRows, compareEvents } from '../match/rows.ts';
import { endingOf } from '../match/ending.ts';
import { resultMoment } from '../match/moment.ts';
import type { MatchView, ScoreLine } from '../match/view.ts';
import { type InningsBuilder, buildInnings } from './innings.ts';
import { type MomentList, listMoments } from './moments.ts';
import { type Names, namesOf } from './names.ts';
import { resultOf } from './result.ts';
import type { CricketInnings } from './scorecard.ts';
import { inningsScore, ordinal, runsText } from './text.ts';

/** Scorecard, header and moments of a cricket match: one pass over its events in match order. */
export function foldCricket(rows: MatchRows & { match: MatchRow }): MatchView {
  const { match, squads } = rows;
  const events = [...rows.events].sort(compareEvents);
  const names = namesOf(squads, events);
  const list = listMoments(names);
  const ending = endingOf(match, events.length);
  const periods = [...new Set(events.map(({ period }) => period))];
  const all: CricketInnings[] = [];
  for (const [index, period] of periods.entries()) {
    const own = events.filter((event) => event.period === period);
    const over = ending !== null || index < periods.length - 1;
    all.push(foldInnings(match, own, names, list, { ordinalText: inningsName(all, own), over }));
  }
  const result = resultOf(match, all);
  const scoreLine = scoreLineOf(match, all);
  const { moments } = list;
  if (ending !== null && result !== null) {
    const last = all.at(-1);
    moments.push(resultMoment(events.at(-1), result, { clock: last?.overs ?? '', score: last ? runsText(last) : '' }));
  }
  return {
    header: headerOf(match, scoreLine, result),
    scorecard: { sport: 'cricket', seq: events.length, scoreLine, innings: all, result },
    moments,
  };
}

function foldInnings(
  match: MatchRow,
  events: readonly EventRow[],
  names: Names,
  list: MomentList,
  { ordinalText, over }: { ordinalText: string; over: boolean },
): CricketInnings {
  const opening = events.find(({ kind }) => kind === 'innings');
  const teamId = opening?.teamId ?? events.find((event) => event.teamId !== null)?.teamId ?? '';
  const builder: InningsBuilder = buildInnings({
    team: teamName(match, teamId),
    teamId,
    names,
    opening: opening?.detail ?? {},
    ballsIn: (number) => opening?.detail.miscountedOvers?.[number] ?? match.detail.ballsPerOver ?? 6,
  });
  const { innings } = builder;
  for (const [index, event] of events.entries()) {
    if (index === 0) list.inningsStart(event, innings, ordinalText);
    const facts = builder.add(event);
    list.ball(event, innings, facts);
    const last = index === events.length - 1;
    if (last && (over || isComplete(match, innings))) list.inningsEnd(event, innings, facts.clock);
  }
  return innings;
}

/** Law 12.7 and the playing conditions of limited overs. A super over ends at two wickets. */
function isComplete({ detail }: MatchRow, { wickets, balls, runs, target, superOver }: CricketInnings): boolean {
  const limit = superOver ? 1 : detail.oversPerInnings;
  const allOut = wickets >= (superOver ? 2 : 10);
  const oversGone = limit !== undefined && balls >= limit * (detail.ballsPerOver ?? 6);
  return allOut || oversGone || (target !== undefined && runs >= target.runs);
}

function inningsName(before: readonly CricketInnings[], events: readonly EventRow[]): string {
  const superOvers = before.filter(({ superOver }) => superOver).length;
  const isSuperOver = events.some(({ kind, detail }) => kind === 'innings' && detail.superOver === true);
  return isSuperOver ? `super over (${ordinal(superOvers + 1)} innings)` : `${ordinal(before.length + 1)} innings`;
}

function scoreLineOf(match: MatchRow, all: readonly CricketInnings[]): ScoreLine {
  const scoreOf = (teamId: string) =>
    all
      .filter((innings) => innings.teamId === teamId && !innings.superOver)
      .map(inningsScore)
      .join(' & ');
  const current = all.at(-1);
  const playing = current
    ? `${current.superOver ? 'Super over' : `${ordinal(all.length)} innings`}, ${current.overs} ov`
    : '';
  return {
    status: match.status,
    score: { home: scoreOf(match.homeTeamId), away: scoreOf(match.awayTeamId) },
    clock: match.final ? 'Result' : playing,
  };
}

function headerOf(match: MatchRow, scoreLine: ScoreLine, result: string | null): MatchView['header'] {
  return {
    sport: 'cricket',
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

function teamName(match: MatchRow, teamId: string): string {
  if (teamId === match.homeTeamId) return match.homeName;
  return teamId === match.awayTeamId ? match.awayName : teamId;
}
