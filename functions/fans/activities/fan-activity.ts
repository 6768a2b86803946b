import { type Activity, activityProblem } from '@fanfold/game/fans';
import { activitySchema } from '@fanfold/kit/messages';
import { z } from 'zod';
import type { ActivityItem } from './take-activities.ts';

/**
 * Of whatever no other version follows. A message's id names a fact, and the same fact has the same id for ever: what becomes of it is a fact of its own,
 * with an id of its own. So the first one that comes counts, and all that come after it are repeats.
 */
export const ONLY_VERSION = '0';

/** An item of `fan.activity`. */
export const fanActivitySchema: z.ZodType<ActivityItem> = z.unknown().transform((payload, context): ActivityItem => {
  const { data: message, error } = activitySchema.safeParse(payload);
  if (!message) {
    context.addIssue({ code: 'custom', message: z.prettifyError(error) });
    return z.NEVER;
  }
  const { id, uid, kind, at, matchId } = message;
  const activity: Activity = { id, kind, at: Date.parse(at), ...(matchId !== null && { subject: matchId }) };
  const problem = activityProblem({ id, version: ONLY_VERSION, activity });
  if (problem !== null) {
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  }
  return { rows: [{ uid, row: { id, version: ONLY_VERSION, before: null, after: activity } }] };
});
