import type { ClockReading, Place } from '@fanfold/game/fantasy';
import { type Caller, documentId, erasedFanPath, transact } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { decidePowerUp } from './decide-power-up.ts';
import type { EntryDocument } from './decide-save-entry.ts';
import { entryNumber, playerId } from './input.ts';
import type { ContestDocument } from './save-entry.ts';

export const powerUpSchema = z.strictObject({
  contestId: documentId,
  n: entryNumber,
  kind: z.string().min(1).max(40),
  playerId,
});

export interface PowerUpReceipt {
  contestId: string;
  entryId: string;
  revision: number;
  /** The over or minute it counts from, how many it lasts, and what it multiplies by. */
  since: Place;
  units: number;
  multiplier: number;
}

/**
 * Uses a power-up on a player of the team while the match is on, once. `powerUpStart` says from where it counts.
 *
 * @throws CallError tryAgain, and what `decidePowerUp` throws
 */
export async function powerUp(
  db: Firestore,
  { uid }: Caller,
  { contestId, n, ...input }: z.infer<typeof powerUpSchema>,
  now: () => Date,
): Promise<PowerUpReceipt> {
  const entryId = `${uid}_${n}`;
  const contestReference = db.doc(`contests/${contestId}`);
  const entryReference = db.doc(`contests/${contestId}/entries/${entryId}`);
  return transact(db, async (transaction) => {
    const [[contestSnapshot, known, erased], reading] = await Promise.all([
      transaction.getAll(contestReference, entryReference, db.doc(erasedFanPath(uid))),
      readingOf(db, contestId),
    ]);
    const contest = contestSnapshot?.data() as ContestDocument | undefined;
    const entry = known?.data() as EntryDocument | undefined;
    const decision = decidePowerUp({ contest, entry, reading, isErased: erased?.exists === true }, input, now());
    transaction.update(entryReference, decision.fields);
    const { since, units, multiplier } = decision.powerUp;
    return { contestId, entryId, revision: decision.fields.revision, since, units, multiplier };
  });
}

/** Read beside the transaction: a read in it would lock the document that every ball is written to. */
async function readingOf(db: Firestore, contestId: string): Promise<ClockReading | null> {
  const standings = await db.doc(`contests/${contestId}/live/standings`).get();
  return (standings.get('reading') as ClockReading | null | undefined) ?? null;
}
