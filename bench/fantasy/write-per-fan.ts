import type { Firestore } from 'firebase-admin/firestore';
import { nowMs } from '../clock.ts';

/** Documents written and timed; a larger field is scaled from them. */
const SAMPLE = 20_000;

/** What a leaderboard of a document per fan costs when one goal changes everybody's points. */
export interface WritePerFan {
  writesPerSecond: number;
  /** `orderBy(points)`, the first hundred. */
  topMs: number;
  /** `count()` of those with more points, for one fan's rank. */
  rankMs: number;
}

/** Writes a document per fan, then as often again with new points: the second time is what counts. Not throttled. */
export async function measureWritePerFan(db: Firestore): Promise<WritePerFan> {
  const scores = db.collection('scores');
  const writeAll = async (round: number) => {
    const writer = db.bulkWriter({ throttling: false });
    for (let fan = 0; fan < SAMPLE; fan++) {
      void writer.set(scores.doc(`fan${fan}`), { points: ((fan * 7919) % 4001) + round, name: `Fan ${fan}` });
      if (fan % 1_000 === 999) await writer.flush();
    }
    await writer.close();
  };
  await writeAll(0);
  const writes = await timed(() => writeAll(1));
  const topMs = await timed(() => scores.orderBy('points', 'desc').limit(100).get());
  const rankMs = await timed(() => scores.where('points', '>', 2_000).count().get());
  return { writesPerSecond: SAMPLE / (writes / 1000), topMs, rankMs };
}

/** Time until `entries` fans have their points, the board its top and one fan his rank, ms. Queries are not scaled, in its favour. */
export function writePerFanMs({ writesPerSecond, topMs, rankMs }: WritePerFan, entries: number): number {
  return (entries / writesPerSecond) * 1000 + topMs + rankMs;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = nowMs();
  await work();
  return nowMs() - started;
}
