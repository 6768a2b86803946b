import { z } from 'zod';
import type { EntryRecord } from '../engine/roster.ts';

const whole = z.number().int().nonnegative();
const place = z.object({ period: whole.max(255), unit: whole.max(0xffffffff) });

/** Fields of `contests/{c}/entries/{uid}_{n}` that the scorer reads. */
export const entryDocumentSchema = z.object({
  // Blocks hold one text per line.
  name: z
    .string()
    .max(120)
    .regex(/^[^\n]*$/),
  avatar: z
    .string()
    .max(120)
    .regex(/^[^\n]*$/),
  revision: whole,
  picks: z.array(z.object({ playerId: z.string().min(1), multiplier: z.number().multipleOf(0.5).min(0).max(10) })),
  powerUps: z.array(
    z.object({
      kind: z.string().min(1),
      playerId: z.string().min(1),
      multiplier: whole.max(10),
      since: place,
      units: whole.max(0xffffffff),
    }),
  ),
});

export function entryRecord(id: string, fields: z.infer<typeof entryDocumentSchema>): EntryRecord {
  return { id, ...fields };
}
