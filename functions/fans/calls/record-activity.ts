import { type Activity, REPORTED_KINDS, monthOf, monthStart } from '@fanfold/game/fans';
import { CallError, type Caller, documentId, idempotencyKey } from '@fanfold/kit/calls';
import { z } from 'zod';
import { changeFan } from '../activities/change-fan.ts';
import type { FansPlace } from '../activities/change-fans.ts';
import { ONLY_VERSION } from '../activities/fan-activity.ts';
import type { OpenFan } from '../activities/open-fan.ts';

/** Of one fan on one of their days. Rules may count fewer. */
const MOST_A_DAY: Readonly<Record<(typeof REPORTED_KINDS)[number], number>> = { watched: 50, shared: 20 };

export const recordActivitySchema = z.strictObject({
  /** Names what was done: the same key is the same activity. It is known to the end of the next month. */
  key: idempotencyKey.max(200),
  kind: z.enum(REPORTED_KINDS),
  /** What it was about, e.g. a match. */
  subject: documentId.max(100).optional(),
});

type RecordInput = z.infer<typeof recordActivitySchema>;

export interface RecordedActivity {
  /** When it happened, by the server's clock. ISO 8601, UTC. */
  at: string;
  /** How many more of the kind the fan may report today. */
  left: number;
}

/**
 * What an app says that its fan does now: of kinds that nobody else can see. The time is the server's, and the day is that of the fan's zone. A repeat
 * answers as the first call did.
 *
 * @throws CallError idempotencyConflict, tooManyRequests, fanErased, tryAgain
 */
export function recordActivity(place: FansPlace, { uid }: Caller, input: RecordInput): Promise<RecordedActivity> {
  const month = monthOf(place.now().getTime());
  const before = monthOf(monthStart(month) - 1);
  return changeFan(place, uid, [before, month], (fan) => record(fan, [before, month], input));
}

function record(fan: OpenFan, months: readonly string[], { key, kind, subject }: RecordInput): RecordedActivity {
  const id = `app:${key}`;
  const known = months.flatMap((month) => fan.month(month).rows.get(id)?.activity ?? [])[0];
  const day = fan.calendar.dayAt(fan.now);
  const counts = fan.reported.day === day ? fan.reported.counts : {};
  const reported = counts[kind] ?? 0;
  const left = MOST_A_DAY[kind] - reported;
  if (known && known.kind === kind && known.subject === subject) return { at: new Date(known.at).toISOString(), left };
  if (known)
    throw new CallError('idempotencyConflict', 'This key was used for something else.', { status: 'already-exists' });
  const activity: Activity = { id, kind, at: fan.now, ...(subject !== undefined && { subject }) };
  const isFull = left <= 0 || fan.apply(monthOf(fan.now), [{ id, version: ONLY_VERSION, activity }]).length > 0;
  if (isFull) throw tooMany(fan);
  fan.reported = { day, counts: { ...counts, [kind]: reported + 1 } };
  return { at: new Date(fan.now).toISOString(), left: left - 1 };
}

function tooMany(fan: OpenFan): CallError {
  const retryAfterSeconds = Math.ceil((fan.calendar.nextDayStart(fan.now) - fan.now) / 1000);
  return new CallError('tooManyRequests', 'There is no more of it to be reported today.', {
    status: 'resource-exhausted',
    details: { retryAfterSeconds },
  });
}
