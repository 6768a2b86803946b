import type { Entry } from '@fanfold/game/fantasy';
import { z } from 'zod';

/** An entry as it is scored; its fan and number are in the id, `{uid}_{n}`. */
export interface EntryRecord extends Entry {
  id: string;
  /** Raised by one by every change of the entry's document: of two states of an entry, the one with the higher revision holds. */
  revision: number;
}

/** What has become of an entry; null: its fan is erased, and it with them. */
export interface EntryState {
  id: string;
  entry: EntryRecord | null;
}

/** Of one entry: each kind that a contest offers may be used once. */
export const MOST_POWER_UPS = 20;

const whole = z.number().int().nonnegative();
const place = z.object({ period: whole.max(255), unit: whole.max(0xffffffff) });

/** Fields of `contests/{c}/entries/{uid}_{n}` that are scored. */
export const entryDocumentSchema = z.object({
  revision: whole.max(0xffffffff),
  picks: z
    .array(z.object({ playerId: z.string().min(1).max(200), multiplier: z.number().multipleOf(0.5).min(0).max(10) }))
    .max(50),
  powerUps: z
    .array(
      z.object({
        kind: z.string().min(1).max(40),
        playerId: z.string().min(1).max(200),
        multiplier: whole.max(10),
        since: place,
        units: whole.max(0xffffffff),
      }),
    )
    .max(MOST_POWER_UPS),
});

export function entryRecord(id: string, fields: z.infer<typeof entryDocumentSchema>): EntryRecord {
  return { id, ...fields };
}
