import { type Activity, type RowChange, activityProblem } from '@fanfold/game/fans';
import { documentId } from '@fanfold/kit/calls';
import { type Envelope, type RowImage, envelopeSchema, instant, versionOf } from '@fanfold/kit/contract';
import { logger } from 'firebase-functions';
import { z } from 'zod';
import { SERVICE } from '../profile/profile.ts';
import type { ActivityItem, FanRow } from './take-activities.ts';

/** Where and when a row of `fan_actions` is an activity, whatever else it holds. */
const placeSchema = z.object({ id: z.string().min(1), fan_id: documentId, occurred_at: instant });

const rowSchema = placeSchema.extend({
  kind: z.string(),
  amount: z
    .union([z.number(), z.string().regex(/^-?\d+$/)])
    .transform(Number)
    .nullish(),
  subject: z.string().nullish(),
});

/**
 * One change of a row of `fan_actions`, as an item of `changes.fan_actions`. A row that goes to another fan, or to another month, is of both.
 *
 * Ranges of snapshots say which rows are gone, over all fans: there are too many to ask each, so they change nothing. A table that is emptied is refused.
 *
 * @param epoch of envelopes that carry none
 */
export function fanActionSchema(epoch: () => number): z.ZodType<ActivityItem> {
  return z.unknown().transform((payload, context): ActivityItem => {
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const unwrapped = isWrapped(payload) ? payload.payload : payload;
    // Debezium's tombstone.
    if (unwrapped === null) return { rows: [] };
    const { data: envelope, error } = envelopeSchema.safeParse(unwrapped);
    if (!envelope) return refuse(z.prettifyError(error));
    try {
      return { rows: rowsOf(envelope, versionOf(envelope, epoch())) };
    } catch (problem) {
      if (problem instanceof z.ZodError) return refuse(z.prettifyError(problem));
      if (problem instanceof RangeError) return refuse(problem.message);
      throw problem;
    }
  });
}

/** @throws ZodError, RangeError */
function rowsOf(envelope: Envelope, version: string): FanRow[] {
  if (envelope.op === 's') {
    logger.write({ severity: 'NOTICE', message: 'range of a snapshot', event: 'rangeIgnored', service: SERVICE });
    return [];
  }
  const { op, before, after } = envelope;
  if (op === 't') throw new RangeError('the table was emptied: no fan is known to whom its rows belonged');
  if (op === 'd' ? !before : !after) throw new RangeError(`${op === 'd' ? 'before' : 'after'} is missing in op ${op}`);
  const gone = before ? knownOf(before, version) : null;
  const here = op === 'd' || !after ? null : activityOf(after, version);
  if (gone && here && gone.uid === here.uid && gone.activity.id === here.activity.id)
    return [{ uid: here.uid, row: rowOf(here.activity.id, version, gone.activity, here.activity) }];
  return [
    ...(gone ? [{ uid: gone.uid, row: rowOf(gone.activity.id, version, gone.activity, null) }] : []),
    ...(here ? [{ uid: here.uid, row: rowOf(here.activity.id, version, null, here.activity) }] : []),
  ];
}

function rowOf(id: string, version: string, before: Activity | null, after: Activity | null): RowChange {
  return { id, version, before, after };
}

/** What a row was, as far as a tombstone needs it. Null: it can never have been kept. */
function knownOf(image: RowImage, version: string): { uid: string; activity: Activity } | null {
  const { data: place } = placeSchema.safeParse(image);
  if (!place) return null;
  const activity = { id: idOf(place.id), kind: 'watched', at: Date.parse(place.occurred_at) };
  return activityProblem({ id: activity.id, version, activity }) === null ? { uid: place.fan_id, activity } : null;
}

/** @throws ZodError, RangeError */
function activityOf(image: RowImage, version: string): { uid: string; activity: Activity } {
  const { id, fan_id: uid, occurred_at: at, kind, amount, subject } = rowSchema.parse(image);
  const activity: Activity = {
    id: idOf(id),
    kind,
    at: Date.parse(at),
    ...(amount && { amount }),
    ...(subject !== null && subject !== undefined && { subject }),
  };
  const problem = activityProblem({ id: activity.id, version, activity });
  if (problem !== null) throw new RangeError(problem);
  return { uid, activity };
}

/** Ids of messages begin with the name of their service, which is no `row`. */
function idOf(rowId: string): string {
  return `row:${rowId}`;
}

function isWrapped(item: unknown): item is { payload: unknown } {
  return typeof item === 'object' && item !== null && 'payload' in item && !('op' in item);
}
