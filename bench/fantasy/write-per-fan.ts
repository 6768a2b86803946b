import { inventedFan } from '@fanfold/emulators/fans/names';
import type { Pick } from '@fanfold/game/fantasy';
import { type BulkWriter, FieldValue, type Firestore } from 'firebase-admin/firestore';
import { nowMs } from '../clock.ts';

/** Documents written and timed: all of the fans whom one goal may concern. Another number is scaled from them. */
export const SAMPLE = 100_000;

/** What a leaderboard of a document per fan costs when one goal changes everybody's points. */
export interface WritePerFan {
  writesPerSecond: number;
  /** `orderBy(points)`, the first hundred. */
  topMs: number;
  /** `count()` of those with more points, for one fan's rank. */
  rankMs: number;
}

/** Gives as many fans a document with their team and points, then all of them other points, which is what counts. Not throttled. */
export async function measureWritePerFan(db: Firestore, picks: readonly Pick[]): Promise<WritePerFan> {
  const scores = db.collection('scores');
  const pointsOf = (fan: number, round: number) => ((fan * 7919) % 4001) + round;
  const forAll = async (write: (writer: BulkWriter, fan: number) => Promise<unknown>) => {
    const writer = db.bulkWriter({ throttling: false });
    for (let fan = 0; fan < SAMPLE; fan++) {
      void write(writer, fan);
      if (fan % 1_000 === 999) await writer.flush();
    }
    await writer.close();
  };
  await forAll((writer, fan) =>
    writer.set(scores.doc(`fan${fan}`), { ...inventedFan(fan), picks, points: pointsOf(fan, 0), scoredAt: new Date() }),
  );
  const writes = await timed(() =>
    forAll((writer, fan) =>
      writer.update(scores.doc(`fan${fan}`), { points: pointsOf(fan, 1), scoredAt: FieldValue.serverTimestamp() }),
    ),
  );
  const topMs = await timed(() => scores.orderBy('points', 'desc').limit(100).get());
  const rankMs = await timed(() => scores.where('points', '>', 2_000).count().get());
  await db.recursiveDelete(scores, db.bulkWriter({ throttling: false }));
  return { writesPerSecond: SAMPLE / (writes / 1000), topMs, rankMs };
}

/** Time until `entries` fans have their points, the board its top and one fan his rank, ms. Queries are not scaled, in its favour for more fans. */
export function writePerFanMs({ writesPerSecond, topMs, rankMs }: WritePerFan, entries: number): number {
  return (entries / writesPerSecond) * 1000 + topMs + rankMs;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = nowMs();
  await work();
  return nowMs() - started;
}
