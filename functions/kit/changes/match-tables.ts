import type { EventDetail, EventKind, EventRow, MatchDetail, MatchRow, SquadRow } from '@fanfold/game/match';
import { z } from 'zod';
import type { TableSpec } from './table-spec.ts';

/**
 * The match-scoped tables of `emulators/mysql/schema.sql` as the folds read them. Numbers may come as text (DECIMAL), booleans as 0 and 1,
 * JSON as a value or as text, times as ISO text or as milliseconds or microseconds: our connector and Debezium differ there.
 */

const id = z.string().min(1);
const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform(Number);
const whole = number.refine(Number.isSafeInteger, 'is no whole number');
const boolean = z.union([z.boolean(), z.literal(0).transform(() => false), z.literal(1).transform(() => true)]);
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/** The last millisecond that MySQL knows. A larger number counts microseconds, as Debezium's of DATETIME(4) to (6). */
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const instant = z.union([z.number(), z.string()]).transform((value, context) => {
  const isLocal = typeof value === 'string' && !/(Z|[+-]\d\d:?\d\d)$/.test(value);
  const isMicros = typeof value === 'number' && value > LAST_MS;
  const time = new Date(isLocal ? `${value.replace(' ', 'T')}Z` : isMicros ? value / 1000 : value);
  if (!Number.isNaN(time.getTime())) return time.toISOString();
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});

function json<T extends object>() {
  const value = z.record(z.string(), z.unknown()).nullable();
  const text = z.string().transform((source, context) => {
    try {
      return value.parse(JSON.parse(source));
    } catch {
      context.addIssue({ code: 'custom', message: 'not a JSON object' });
      return z.NEVER;
    }
  });
  return z
    .union([value, text])
    .nullish()
    .transform((detail) => (detail ?? {}) as T);
}

export const matchesTable: TableSpec = {
  table: 'matches',
  keyColumns: ['id'],
  scopeColumn: 'id',
  row: z
    .object({
      id,
      sport: z.enum(['cricket', 'football']),
      competition: z.string(),
      season: z.string(),
      venue: z.string(),
      home_team_id: id,
      home_name: z.string(),
      home_short: z.string(),
      away_team_id: id,
      away_name: z.string(),
      away_short: z.string(),
      starts_at: instant,
      status: z.enum(['scheduled', 'live', 'finished', 'abandoned', 'postponed']),
      final: boolean,
      event_count: optional(whole),
      detail: json<MatchDetail>(),
    })
    .transform((row): MatchRow => ({
      id: row.id,
      sport: row.sport,
      competition: row.competition,
      season: row.season,
      venue: row.venue,
      homeTeamId: row.home_team_id,
      homeName: row.home_name,
      homeShort: row.home_short,
      awayTeamId: row.away_team_id,
      awayName: row.away_name,
      awayShort: row.away_short,
      startsAt: row.starts_at,
      status: row.status,
      final: row.final,
      eventCount: row.event_count,
      detail: row.detail,
    })),
};

export const squadsTable: TableSpec = {
  table: 'squads',
  keyColumns: ['match_id', 'player_id'],
  scopeColumn: 'match_id',
  row: z
    .object({
      match_id: id,
      player_id: id,
      team_id: id,
      name: z.string(),
      role: z.enum([
        'batter',
        'bowler',
        'allRounder',
        'wicketKeeper',
        'goalkeeper',
        'defender',
        'midfielder',
        'forward',
      ]),
      price: whole,
      starting: boolean,
      shirt: optional(whole),
    })
    .transform((row): SquadRow => ({
      matchId: row.match_id,
      playerId: row.player_id,
      teamId: row.team_id,
      name: row.name,
      role: row.role,
      price: row.price,
      starting: row.starting,
      shirt: row.shirt,
    })),
};

export const matchEventsTable: TableSpec = {
  table: 'match_events',
  keyColumns: ['id'],
  scopeColumn: 'match_id',
  row: z
    .object({
      id,
      match_id: id,
      period: whole,
      ord: number,
      // Kinds a fold does not know count as rows and change nothing else.
      kind: id.transform((kind) => kind as EventKind),
      variant: optional(z.string()),
      team_id: optional(z.string()),
      player_id: optional(z.string()),
      opponent_id: optional(z.string()),
      partner_id: optional(z.string()),
      over_no: optional(whole),
      ball_no: optional(whole),
      runs: optional(whole),
      byes: optional(whole),
      leg_byes: optional(whole),
      wides: optional(whole),
      no_balls: optional(whole),
      penalty_runs: optional(whole),
      minute: optional(whole),
      second: optional(whole),
      outcome: optional(z.string()),
      xg: optional(number),
      card: optional(z.enum(['yellow', 'secondYellow', 'red'])),
      detail: json<EventDetail>(),
    })
    .transform((row): EventRow => ({
      id: row.id,
      matchId: row.match_id,
      period: row.period,
      ord: row.ord,
      kind: row.kind,
      variant: row.variant,
      teamId: row.team_id,
      playerId: row.player_id,
      opponentId: row.opponent_id,
      partnerId: row.partner_id,
      over: row.over_no,
      ball: row.ball_no,
      runs: row.runs,
      byes: row.byes,
      legByes: row.leg_byes,
      wides: row.wides,
      noBalls: row.no_balls,
      penaltyRuns: row.penalty_runs,
      minute: row.minute,
      second: row.second,
      outcome: row.outcome,
      xg: row.xg,
      card: row.card,
      detail: row.detail,
    })),
};

/** All a fold of a match reads. */
export const statsTables: readonly TableSpec[] = [matchesTable, squadsTable, matchEventsTable];
