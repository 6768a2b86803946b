import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { settlementPath } from '../settlement/settlement.ts';

/** A settlement that should have ended. */
export interface Overdue {
  contestId: string;
  matchId: string;
  n: number;
  /** Shards that have not. */
  missing: string[];
  /** When they were last asked for again, before now; null: not yet. */
  askedAt: Timestamp | null;
}

/** Shards are asked for again when none has ended for so long; a contest of a million takes less than half of it. */
const PATIENCE_MS = 10 * 60_000;

/**
 * All settlements that do not end, whenever their matches were, or were to be: a correction may come late, and a match be off days before its
 * start. Once asked for again, one stays overdue until it ends.
 */
export async function overdueSettlements(db: Firestore, now: Date): Promise<{ overdue: Overdue; isSilent: boolean }[]> {
  const unsettled = db.collectionGroup('settlements').where('unsettled', '!=', []);
  const { docs } = await unsettled.select('contestId', 'matchId', 'n', 'unsettled', 'askedAt').get();
  const found = docs.map((settlement) => {
    const overdue: Overdue = {
      contestId: settlement.get('contestId') as string,
      matchId: settlement.get('matchId') as string,
      n: settlement.get('n') as number,
      missing: settlement.get('unsettled') as string[],
      askedAt: (settlement.get('askedAt') as Timestamp | undefined) ?? null,
    };
    const heardOf = Math.max(settlement.updateTime.toMillis(), overdue.askedAt?.toMillis() ?? 0);
    return { overdue, isSilent: now.getTime() - heardOf >= PATIENCE_MS };
  });
  return found.filter(({ overdue, isSilent }) => isSilent || overdue.askedAt);
}

/** Its shards have been asked for: they have time again. */
export async function noteAsked(db: Firestore, { contestId, n }: Overdue, now: Date): Promise<void> {
  await db.doc(settlementPath(contestId, n)).update({ askedAt: Timestamp.fromDate(now) });
}
