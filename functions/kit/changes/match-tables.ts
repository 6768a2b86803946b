import type { EventDetail, EventKind, EventRow, MatchDetail, MatchRow, SquadRow } from '@fanfold/game/match';
import { z } from 'zod';
import { instant } from './instant.ts';
import { type TableSpec, tableSpec } from './table-spec.ts';

/**
 * The match-scoped tables of `emulators/mysql/schema.sql` as the folds read them. Numbers may come as text (DECIMAL), booleans as 0 and 1,
 * JSON as a value or as text, times as ISO text or as milliseconds or microseconds: our connector and Debezium differ there.
 */

const id = z.string().min(1);
const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform(Number);
const whole = number.refine(Number.isSafeInteger, 'is no whole number');
const boolean = z.union([z.boolean(), z.literal(0).transform(() => false), z.literal(1).transform(() => true)]);
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

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

export const matchesTable = tableSpec<MatchRow>({
  table: 'matches',
  keyColumns: ['id'],
  scopeColumn: 'id',
  unscopedRange: 'everyScope',
  columns: {
    id: ['id', id],
    sport: ['sport', z.enum(['cricket', 'football'])],
    competition: ['competition', z.string()],
    season: ['season', z.string()],
    venue: ['venue', z.string()],
    homeTeamId: ['home_team_id', id],
    homeName: ['home_name', z.string()],
    homeShort: ['home_short', z.string()],
    awayTeamId: ['away_team_id', id],
    awayName: ['away_name', z.string()],
    awayShort: ['away_short', z.string()],
    startsAt: ['starts_at', instant],
    status: ['status', z.enum(['scheduled', 'live', 'finished', 'abandoned', 'postponed'])],
    final: ['final', boolean],
    eventCount: ['event_count', optional(whole)],
    detail: ['detail', json<MatchDetail>()],
  },
});

const role = z.enum([
  'batter',
  'bowler',
  'allRounder',
  'wicketKeeper',
  'goalkeeper',
  'defender',
  'midfielder',
  'forward',
]);

export const squadsTable = tableSpec<SquadRow>({
  table: 'squads',
  keyColumns: ['match_id', 'player_id'],
  scopeColumn: 'match_id',
  unscopedRange: 'everyScope',
  columns: {
    matchId: ['match_id', id],
    playerId: ['player_id', id],
    teamId: ['team_id', id],
    name: ['name', z.string()],
    role: ['role', role],
    price: ['price', whole],
    starting: ['starting', boolean],
    shirt: ['shirt', optional(whole)],
  },
});

export const matchEventsTable = tableSpec<EventRow>({
  table: 'match_events',
  keyColumns: ['id'],
  scopeColumn: 'match_id',
  unscopedRange: 'everyScope',
  columns: {
    id: ['id', id],
    matchId: ['match_id', id],
    period: ['period', whole],
    ord: ['ord', number],
    // Kinds a fold does not know count as rows and change nothing else.
    kind: ['kind', id.transform((kind) => kind as EventKind)],
    variant: ['variant', optional(z.string())],
    teamId: ['team_id', optional(z.string())],
    playerId: ['player_id', optional(z.string())],
    opponentId: ['opponent_id', optional(z.string())],
    partnerId: ['partner_id', optional(z.string())],
    over: ['over_no', optional(whole)],
    ball: ['ball_no', optional(whole)],
    runs: ['runs', optional(whole)],
    byes: ['byes', optional(whole)],
    legByes: ['leg_byes', optional(whole)],
    wides: ['wides', optional(whole)],
    noBalls: ['no_balls', optional(whole)],
    penaltyRuns: ['penalty_runs', optional(whole)],
    minute: ['minute', optional(whole)],
    second: ['second', optional(whole)],
    outcome: ['outcome', optional(z.string())],
    xg: ['xg', optional(number)],
    card: ['card', optional(z.enum(['yellow', 'secondYellow', 'red']))],
    detail: ['detail', json<EventDetail>()],
  },
});

/** All a fold of a match reads. */
export const statsTables: readonly TableSpec[] = [matchesTable, squadsTable, matchEventsTable];
