import { z } from 'zod';

/** Topic of what fans did or reached, for profiles, feeds, achievements and push. A message carries an array. */
export const ACTIVITY_TOPIC = 'fan.activity';

/** Something that a fan did or reached. The receiver keeps it under `id`: it may come twice, and in any order. */
export const activitySchema = z.object({
  v: z.literal(1),
  /** `{service}:…`: the same activity has the same id for ever. */
  id: z.string().min(1),
  uid: z.string().min(1),
  /** `{service}.{what}`, e.g. `fantasy.hundredPoints`. */
  kind: z.string().min(1),
  matchId: z.string().nullable(),
  /** What the kind has to say, e.g. points and rank. */
  body: z.record(z.string(), z.unknown()),
});

export const activityMessageSchema = z.array(activitySchema);

export type Activity = z.infer<typeof activitySchema>;
