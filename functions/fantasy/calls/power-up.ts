import { type Place, type PowerUp, firstUnit } from '@fanfold/game/fantasy';
import { type Caller, documentId, transact } from '@fanfold/kit/calls';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { FantasyCallError } from './fantasy-call-error.ts';
import { entryNumber, playerId } from './input.ts';
import type { ContestDocument, EntryDocument } from './save-entry.ts';

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
 * Uses a power-up on a player of the team while the match is on, once. It counts from the over or minute after the last one in the
 * standings: nobody powers up what the app has shown him.
 *
 * @throws CallError contestNotFound, contestNotLive, noEntry, unknownPowerUp, playerNotPicked, powerUpUsed, tryAgain
 */
export async function powerUp(
  db: Firestore,
  { uid }: Caller,
  { contestId, n, kind, playerId: player }: z.infer<typeof powerUpSchema>,
): Promise<PowerUpReceipt> {
  const entryId = `${uid}_${n}`;
  const contestReference = db.doc(`contests/${contestId}`);
  const entryReference = db.doc(`contests/${contestId}/entries/${entryId}`);
  return transact(db, async (transaction) => {
    const [contestSnapshot, known] = await transaction.getAll(contestReference, entryReference);
    const contest = contestSnapshot?.data() as ContestDocument | undefined;
    const entry = known?.data() as EntryDocument | undefined;
    if (!contest) throw new FantasyCallError('contestNotFound', 'There is no such contest.', { status: 'not-found' });
    const { status, rules } = contest;
    if (status !== 'locked')
      throw new FantasyCallError('contestNotLive', 'Power-ups are for while the match is on.', { details: { status } });
    if (!entry) throw new FantasyCallError('noEntry', 'You have no team in this contest.', { status: 'not-found' });
    // Names such as `constructor` are no kinds.
    const offer = Object.hasOwn(rules.powerUps, kind) ? rules.powerUps[kind] : undefined;
    if (!offer)
      throw new FantasyCallError('unknownPowerUp', 'There is no such power-up.', { status: 'invalid-argument' });
    if (!entry.picks.some(({ playerId: id }) => id === player)) {
      throw new FantasyCallError('playerNotPicked', 'The player is not in your team.', { status: 'invalid-argument' });
    }
    const used = entry.powerUps.find((other) => other.kind === kind);
    if (used)
      throw new FantasyCallError('powerUpUsed', 'You have used this power-up.', {
        status: 'already-exists',
        details: { since: used.since },
      });
    const since = await nextPlaceOf(db, contestId, contest);
    const added: PowerUp = { kind, playerId: player, multiplier: offer.multiplier, since, units: offer.units };
    const revision = entry.revision + 1;
    transaction.update(entryReference, { powerUps: [...entry.powerUps, added], revision });
    return { contestId, entryId, revision, since, units: offer.units, multiplier: offer.multiplier };
  });
}

/** Read beside the transaction: a read in it would lock the document that every ball is written to. */
async function nextPlaceOf(db: Firestore, contestId: string, { sport }: ContestDocument): Promise<Place> {
  const standings = await db.doc(`contests/${contestId}/live/standings`).get();
  return (standings.get('next') as Place | undefined) ?? { period: 1, unit: firstUnit(sport, 1) };
}
