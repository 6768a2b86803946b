import { z } from 'zod';

/** What is read of StatsBomb open data: https://github.com/statsbomb/open-data/tree/master/doc */

const named = z.object({ id: z.number(), name: z.string() });
const typed = z.object({ type: named.nullish(), outcome: named.nullish() });
const carded = z.object({ card: named.nullish() });

export const eventsSchema = z
  .array(
    z.object({
      id: z.string(),
      index: z.number().int().positive(),
      period: z.number().int().min(1).max(5),
      timestamp: z.string(),
      minute: z.number().int().nonnegative(),
      second: z.number().int().nonnegative(),
      type: named,
      team: named,
      player: named.nullish(),
      location: z.array(z.number()).nullish(),
      related_events: z.array(z.string()).nullish(),
      tactics: z.object({ lineup: z.array(z.object({ player: named, position: named })) }).nullish(),
      pass: typed.extend({ recipient: named.nullish() }).nullish(),
      shot: typed
        .extend({
          statsbomb_xg: z.number().nullish(),
          key_pass_id: z.string().nullish(),
          body_part: named.nullish(),
          freeze_frame: z.array(z.object({ player: named, teammate: z.boolean(), position: named })).nullish(),
        })
        .nullish(),
      substitution: z.object({ replacement: named, outcome: named.nullish() }).nullish(),
      foul_committed: carded.nullish(),
      bad_behaviour: carded.nullish(),
      goalkeeper: typed.nullish(),
      duel: typed.nullish(),
    }),
  )
  .min(1);

export const lineupsSchema = z
  .array(
    z.object({
      team_id: z.number(),
      team_name: z.string(),
      lineup: z.array(
        z.object({
          player_id: z.number(),
          player_name: z.string(),
          player_nickname: z.string().nullish(),
          jersey_number: z.number().nullish(),
        }),
      ),
    }),
  )
  .length(2);

const matchSchema = z.object({
  match_id: z.number(),
  match_date: z.string(),
  kick_off: z.string().nullish(),
  competition: z.object({ competition_name: z.string() }),
  season: z.object({ season_name: z.string() }),
  home_team: z.object({ home_team_id: z.number() }),
  stadium: z.object({ name: z.string() }).nullish(),
});

export const matchesSchema = z.array(matchSchema);

export type StatsbombEvent = z.infer<typeof eventsSchema>[number];
export type StatsbombLineup = z.infer<typeof lineupsSchema>[number];
export type StatsbombMatch = z.infer<typeof matchSchema>;
