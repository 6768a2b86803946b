import type { z } from 'zod';
import { documentId } from '../calls/input.ts';
import { headerSchema, shortCode } from './header.ts';

/** Topic of what fans did or reached, for profiles, feeds, achievements and push. */
export const ACTIVITY_TOPIC = 'fan.activity';

/** Something that a fan did or reached; its id is `{service}:…`. */
export const activitySchema = headerSchema.extend({
  uid: documentId,
  /** `{service}.{what}`, e.g. `fantasy.hundredPoints`. */
  kind: shortCode,
  matchId: documentId.nullable(),
});

export type Activity = z.infer<typeof activitySchema>;
