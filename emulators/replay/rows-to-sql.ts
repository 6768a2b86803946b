import type { EventRow, MatchRow, SquadRow } from '@fanfold/game/match';
import type { MatchScript, ScriptStep } from './script.ts';

/** For `connection.query(sql, values)` of mysql2. */
export interface Statement {
  sql: string;
  values: unknown[];
}

/** What one transaction of a scorer does to a match that is there: new rows, edited rows, deleted rows. */
export interface ScorerEntry extends ScriptStep {
  updates?: EventRow[];
  /** Ids of match_events. */
  deletes?: string[];
}

/** Statements that announce a match: teams, players, the match itself and its squads. Teams and players may be there already. */
export function announcementOf({ match, squads }: MatchScript): Statement[] {
  const teams = [
    [match.homeTeamId, match.homeName, match.homeShort, match.sport],
    [match.awayTeamId, match.awayName, match.awayShort, match.sport],
  ];
  const players = squads.map(({ playerId, name }) => [playerId, name]);
  return [
    {
      sql: 'INSERT INTO teams (id, name, short_name, sport) VALUES ? ON DUPLICATE KEY UPDATE name = VALUES(name)',
      values: [teams],
    },
    ...(players.length === 0
      ? []
      : [
          {
            sql: 'INSERT INTO players (id, name) VALUES ? ON DUPLICATE KEY UPDATE name = VALUES(name)',
            values: [players],
          },
        ]),
    insert('matches', [matchColumns(match)]),
    ...(squads.length === 0 ? [] : [insert('squads', squads.map(squadColumns))]),
  ];
}

/** Statements of one transaction of the scorer. */
export function entryStatements({ id: matchId, startsAt }: MatchRow, entry: ScorerEntry): Statement[] {
  const { atMs, events, updates = [], deletes = [], match } = entry;
  const occurredAt = dateTime(new Date(Date.parse(startsAt) + atMs).toISOString());
  const statements: Statement[] = [];
  if (events.length > 0) {
    statements.push(
      insert(
        'match_events',
        events.map((event) => ({ ...eventColumns(event), occurred_at: occurredAt })),
      ),
    );
  }
  for (const event of updates) {
    statements.push({ sql: 'UPDATE match_events SET ? WHERE id = ?', values: [eventColumns(event), event.id] });
  }
  if (deletes.length > 0) statements.push({ sql: 'DELETE FROM match_events WHERE id IN (?)', values: [deletes] });
  if (match) {
    const { status, final, eventCount, detail } = match;
    const columns = {
      ...(status === undefined ? {} : { status }),
      ...(final === undefined ? {} : { final }),
      ...(eventCount === undefined ? {} : { event_count: eventCount }),
      ...(detail === undefined ? {} : { detail: JSON.stringify(detail) }),
    };
    statements.push({ sql: 'UPDATE matches SET ? WHERE id = ?', values: [columns, matchId] });
  }
  return statements;
}

function insert(table: string, rows: Record<string, unknown>[]): Statement {
  const columns = Object.keys(rows[0] ?? {});
  return { sql: `INSERT INTO ${table} (??) VALUES ?`, values: [columns, rows.map((row) => Object.values(row))] };
}

function matchColumns(match: MatchRow): Record<string, unknown> {
  return {
    id: match.id,
    sport: match.sport,
    competition: match.competition,
    season: match.season,
    venue: match.venue,
    home_team_id: match.homeTeamId,
    home_name: match.homeName,
    home_short: match.homeShort,
    away_team_id: match.awayTeamId,
    away_name: match.awayName,
    away_short: match.awayShort,
    starts_at: dateTime(match.startsAt),
    status: match.status,
    final: match.final,
    event_count: match.eventCount,
    detail: JSON.stringify(match.detail),
  };
}

function squadColumns(player: SquadRow): Record<string, unknown> {
  return {
    match_id: player.matchId,
    player_id: player.playerId,
    team_id: player.teamId,
    name: player.name,
    role: player.role,
    price: player.price,
    starting: player.starting,
    shirt: player.shirt,
  };
}

function eventColumns(event: EventRow): Record<string, unknown> {
  return {
    id: event.id,
    match_id: event.matchId,
    period: event.period,
    ord: event.ord,
    kind: event.kind,
    variant: event.variant,
    team_id: event.teamId,
    player_id: event.playerId,
    opponent_id: event.opponentId,
    partner_id: event.partnerId,
    over_no: event.over,
    ball_no: event.ball,
    runs: event.runs,
    byes: event.byes,
    leg_byes: event.legByes,
    wides: event.wides,
    no_balls: event.noBalls,
    penalty_runs: event.penaltyRuns,
    minute: event.minute,
    second: event.second,
    outcome: event.outcome,
    xg: event.xg,
    card: event.card,
    detail: Object.keys(event.detail).length === 0 ? null : JSON.stringify(event.detail),
  };
}

/** DATETIME(3) of an ISO instant, UTC. */
function dateTime(iso: string): string {
  return new Date(iso).toISOString().slice(0, 23).replace('T', ' ');
}
