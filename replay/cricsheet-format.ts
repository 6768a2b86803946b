import { z } from 'zod';

/** What is read of Cricsheet JSON 1.x: https://cricsheet.org/format/json/ */

const wicket = z.object({
  kind: z.string(),
  player_out: z.string(),
  fielders: z.array(z.object({ name: z.string().optional(), substitute: z.boolean().optional() })).optional(),
});

const delivery = z.object({
  batter: z.string(),
  bowler: z.string(),
  non_striker: z.string(),
  runs: z.object({
    batter: z.number().int(),
    extras: z.number().int(),
    total: z.number().int(),
    non_boundary: z.boolean().optional(),
  }),
  extras: z
    .object({
      byes: z.number().int().optional(),
      legbyes: z.number().int().optional(),
      noballs: z.number().int().optional(),
      penalty: z.number().int().optional(),
      wides: z.number().int().optional(),
    })
    .optional(),
  wickets: z.array(wicket).optional(),
});

const innings = z.object({
  team: z.string(),
  overs: z.array(z.object({ over: z.number().int().nonnegative(), deliveries: z.array(delivery) })).optional(),
  target: z.object({ runs: z.number().int().optional(), overs: z.number().optional() }).optional(),
  super_over: z.boolean().optional(),
  declared: z.boolean().optional(),
  forfeited: z.boolean().optional(),
  penalty_runs: z.object({ pre: z.number().int().optional(), post: z.number().int().optional() }).optional(),
  miscounted_overs: z.record(z.string(), z.object({ balls: z.number().int() })).optional(),
});

export const cricsheetSchema = z.object({
  info: z.object({
    balls_per_over: z.number().int().positive().optional(),
    city: z.string().optional(),
    dates: z.array(z.string()).min(1),
    event: z
      .object({
        name: z.string(),
        match_number: z.number().optional(),
        stage: z.string().optional(),
        group: z.union([z.string(), z.number()]).optional(),
      })
      .optional(),
    match_type: z.string().optional(),
    outcome: z.object({
      winner: z.string().optional(),
      by: z
        .object({
          innings: z.number().optional(),
          runs: z.number().optional(),
          wickets: z.number().optional(),
        })
        .optional(),
      result: z.string().optional(),
      method: z.string().optional(),
      eliminator: z.string().optional(),
      bowl_out: z.string().optional(),
    }),
    overs: z.number().int().optional(),
    players: z.record(z.string(), z.array(z.string())).optional(),
    registry: z.object({ people: z.record(z.string(), z.string()) }).optional(),
    season: z.union([z.string(), z.number()]).optional(),
    teams: z.tuple([z.string(), z.string()]),
    toss: z.object({ winner: z.string().optional(), decision: z.enum(['bat', 'field']).optional() }).optional(),
    venue: z.string().optional(),
  }),
  innings: z.array(innings).default([]),
});

export type CricsheetFile = z.infer<typeof cricsheetSchema>;
export type CricsheetInnings = CricsheetFile['innings'][number];
export type CricsheetDelivery = z.infer<typeof delivery>;
