import type { Firestore } from 'firebase-admin/firestore';

/** A settlement that should have ended. */
export interface Overdue {
  contestId: string;
  matchId: string;
  n: number;
  /** Shards that have not. */
  missing: number[];
}

/** Shards are asked for again when none has ended for so long; a contest of a million takes less than half of it. */
const OVERDUE_MINUTES = 10;

/** All settlements that do not end, whenever their matches were, or were to be: a correction may come late, and a match be off days before its start. */
export async function overdueSettlements(db: Firestore, now: Date): Promise<Overdue[]> {
  const unsettled = db.collectionGroup('settlements').where('unsettled', '!=', []);
  const { docs } = await unsettled.select('contestId', 'matchId', 'n', 'unsettled').get();
  return docs
    .filter(({ updateTime }) => now.getTime() - updateTime.toMillis() >= OVERDUE_MINUTES * 60_000)
    .map((settlement) => ({
      contestId: settlement.get('contestId') as string,
      matchId: settlement.get('matchId') as string,
      n: settlement.get('n') as number,
      missing: settlement.get('unsettled') as number[],
    }));
}
