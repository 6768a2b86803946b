import { FieldPath, type Firestore } from 'firebase-admin/firestore';

/** A settlement that should have ended. */
export interface Overdue {
  contestId: string;
  matchId: string;
  n: number;
  /** Shards that have not. */
  missing: number[];
}

/** Shards are asked for again when one has not ended for so long; a contest of a million takes less than half of it. */
const OVERDUE_MINUTES = 10;

/** The latest settlement of a contest, if it does not end. */
export async function overdueSettlement(db: Firestore, contestId: string, now: Date): Promise<Overdue | null> {
  const settlements = db.collection(`contests/${contestId}/settlements`);
  const latest = settlements.orderBy(FieldPath.documentId(), 'desc').limit(1);
  const [settlement] = (await latest.select('n', 'matchId', 'shards', 'settled').get()).docs;
  if (!settlement) return null;
  const settled = new Set(settlement.get('settled') as number[]);
  const missing = [...Array(settlement.get('shards') as number).keys()].filter((shard) => !settled.has(shard));
  if (missing.length === 0) return null;
  const age = now.getTime() - settlement.updateTime.toMillis();
  if (age < OVERDUE_MINUTES * 60_000) return null;
  return { contestId, matchId: settlement.get('matchId') as string, n: settlement.get('n') as number, missing };
}
