import { basename } from 'node:path';
import type { MatchRow, SquadRole, SquadRow } from '@fanfold/game/match';
import { parseJson, parseShape } from './parse-json.ts';
import { MatchFileError, type MatchScript, type ScriptStep } from './script.ts';
import { playerIdOf, statsbombRows, teamIdOf } from './statsbomb-events.ts';
import {
  type StatsbombEvent,
  type StatsbombLineup,
  type StatsbombMatch,
  eventsSchema,
  lineupsSchema,
  matchesSchema,
} from './statsbomb-format.ts';

/** A break between periods is shortened to a minute. */
const BREAK_MS = 60_000;

export interface StatsbombTexts {
  eventsFile: string;
  events: string;
  lineupsFile: string;
  lineups: string;
  /** Text of `matches.json`, where there is one. */
  matches?: string;
}

/**
 * A match from StatsBomb open data.
 *
 * @throws MatchFileError
 */
export function importStatsbomb({
  eventsFile,
  events: text,
  lineupsFile,
  lineups: lineupsText,
  matches,
}: StatsbombTexts): MatchScript {
  const json = parseJson(eventsFile, text);
  if (!Array.isArray(json)) {
    throw new MatchFileError('unknownFormat', eventsFile, 'top', 'not StatsBomb events: the file is no list');
  }
  const events = parseShape(eventsFile, eventsSchema, json).sort((a, b) => a.index - b.index);
  const lineups = parseShape(lineupsFile, lineupsSchema, parseJson(lineupsFile, lineupsText));
  const number = basename(eventsFile).replace(/\.json$/i, '');
  const known =
    matches === undefined ? [] : parseShape('matches.json', matchesSchema, parseJson('matches.json', matches));
  const metadata = known.find(({ match_id }) => String(match_id) === number);
  check(eventsFile, lineupsFile, events, lineups);
  const matchId = `statsbomb-${number}`;
  const rows = statsbombRows(events, matchId);
  const clock = new Map(events.map(({ index, period, timestamp }) => [index, { period, ms: milliseconds(timestamp) }]));
  const steps: ScriptStep[] = [];
  let [base, period, atMs] = [0, 1, 0];
  for (const row of rows) {
    if (row.period !== period) [base, period] = [atMs + BREAK_MS, row.period];
    atMs = Math.max(atMs, base + (clock.get(row.ord)?.ms ?? 0));
    steps.push({ atMs, events: [row] });
  }
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last)
    throw new MatchFileError('invalid', eventsFile, 'top', 'no event of this file shows on a scorecard');
  first.match = { status: 'live' };
  last.match = { ...last.match, status: 'finished', final: true, eventCount: rows.length };
  const home = homeOf(events, lineups, metadata);
  const away = lineups.find((lineup) => lineup !== home) as StatsbombLineup;
  return {
    match: matchOf(matchId, home, away, metadata),
    squads: [...squadOf(matchId, home, events), ...squadOf(matchId, away, events)],
    steps,
  };
}

function check(
  file: string,
  lineupsFile: string,
  events: readonly StatsbombEvent[],
  lineups: readonly StatsbombLineup[],
): void {
  const teams = new Set(lineups.map(({ team_id }) => team_id));
  let previous = 0;
  for (const [place, { index, team, period }] of events.entries()) {
    const at = (message: string) =>
      new MatchFileError('contradiction', file, `event with index ${index} (${place + 1}.)`, message);
    if (index === previous) throw at('a second event has this index');
    if (!teams.has(team.id)) throw at(`team ${team.name} is not in ${lineupsFile}`);
    if (period < (events[place - 1]?.period ?? period)) throw at(`period ${period} comes after a later one`);
    previous = index;
  }
}

/** Without metadata the feed's first line-up is the home side's. */
function homeOf(
  events: readonly StatsbombEvent[],
  lineups: readonly StatsbombLineup[],
  metadata: StatsbombMatch | undefined,
): StatsbombLineup {
  const id = metadata?.home_team.home_team_id ?? events[0]?.team.id;
  return (lineups.find(({ team_id }) => team_id === id) ?? lineups[0]) as StatsbombLineup;
}

function matchOf(
  id: string,
  home: StatsbombLineup,
  away: StatsbombLineup,
  metadata: StatsbombMatch | undefined,
): MatchRow {
  // `kick_off` has no zone: it is taken as UTC. Without metadata the day is unknown.
  const kickOff = (metadata?.kick_off ?? '15:00:00').slice(0, 8);
  return {
    id,
    sport: 'football',
    competition: metadata?.competition.competition_name ?? 'Football',
    season: metadata?.season.season_name ?? '',
    venue: metadata?.stadium?.name ?? '',
    homeTeamId: teamIdOf(home.team_id),
    homeName: home.team_name,
    homeShort: home.team_name.slice(0, 3).toUpperCase(),
    awayTeamId: teamIdOf(away.team_id),
    awayName: away.team_name,
    awayShort: away.team_name.slice(0, 3).toUpperCase(),
    startsAt: `${metadata?.match_date ?? '1970-01-01'}T${kickOff}.000Z`,
    status: 'scheduled',
    final: false,
    eventCount: null,
    detail: {},
  };
}

const ROLE_PRICES: Record<string, number> = { goalkeeper: 50, defender: 55, midfielder: 70, forward: 90 };

function squadOf(matchId: string, lineup: StatsbombLineup, events: readonly StatsbombEvent[]): SquadRow[] {
  const start = events.find(({ type, team }) => type.name === 'Starting XI' && team.id === lineup.team_id);
  const positions = new Map(start?.tactics?.lineup.map(({ player, position }) => [player.id, position.name]));
  return lineup.lineup.map(({ player_id, player_name, player_nickname, jersey_number }) => {
    const role = roleOf(positions.get(player_id));
    return {
      matchId,
      playerId: playerIdOf(player_id),
      teamId: teamIdOf(lineup.team_id),
      name: player_nickname ?? player_name,
      role,
      // Prices are invented.
      price: ROLE_PRICES[role] ?? 60,
      starting: positions.has(player_id),
      shirt: jersey_number ?? null,
    };
  });
}

/** From the feed's position, e.g. `Left Center Back`; a substitute without one counts as a midfielder. */
function roleOf(position: string | undefined): SquadRole {
  if (position === undefined) return 'midfielder';
  if (/Goalkeeper/.test(position)) return 'goalkeeper';
  if (/Back/.test(position)) return 'defender';
  return /Forward|Striker|(Left|Right) Wing$/.test(position) ? 'forward' : 'midfielder';
}

/** `00:12:34.567` -> ms. */
function milliseconds(timestamp: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = timestamp.split(':').map(Number);
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000) || 0;
}
