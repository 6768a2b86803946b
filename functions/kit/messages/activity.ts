import { z } from 'zod';
import { documentId } from '../calls/input.ts';
import { headerSchema, shortCode } from './header.ts';

/** Topic of what fans did or reached, for profiles, feeds, achievements and push. */
export const ACTIVITY_TOPIC = 'fan.activity';

/** Something that a fan did or reached; its id is `{service}:…`. */
export const activitySchema = headerSchema.extend({
  uid: documentId,
  /** `{service}.{what}`, e.g. `fantasy.hundredPoints`. */
  kind: shortCode,
  /**
   * The time that it counts for: it says in which month, and on which day of the fan's, the receiver keeps it. Of one id it is always the same, so it
   * comes from what is stored, and not from a clock.
   */
  at: z.iso.datetime(),
  matchId: documentId.nullable(),
});

export type Activity = z.infer<typeof activitySchema>;
