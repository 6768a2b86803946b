import { setTimeout as wait } from 'node:timers/promises';
import { columnsOf, insertRow } from '@fanfold/emulators/replay/rows-to-sql';
import type { EventRow } from '@fanfold/game/match';
import { nowMs } from '../clock.ts';
import { quantile } from '../stats.ts';
import { FLOOR_DOCUMENT, FLOOR_TABLE } from './floor.ts';
import type { BenchStack } from './stack.ts';

const APART_MS = 700;

/** Time from before COMMIT of one row to the listeners that have it, in every one of these documents, ms. */
export async function sample(
  { connection, watcher }: BenchStack,
  table: string,
  row: EventRow,
  paths: readonly string[],
  seq: number,
): Promise<number> {
  await connection.beginTransaction();
  await insertRow(connection, table, columnsOf(row));
  const startedMs = nowMs();
  await connection.commit();
  const seen = await Promise.all(paths.map((path) => watcher.sawAt(path, seq)));
  return Math.max(...seen) - startedMs;
}

/** Samples of the floor: a row like this one each time. */
export function floorSampler(stack: BenchStack, like: EventRow): () => Promise<number> {
  let rows = 0;
  return () => {
    rows++;
    return sample(stack, FLOOR_TABLE, { ...like, id: `floor-${rows}`, ord: rows }, [FLOOR_DOCUMENT], rows);
  };
}

/** Begins one sample every APART_MS. */
export async function paced(takeSample: () => Promise<number>): Promise<number> {
  const [taken] = await Promise.all([takeSample(), wait(APART_MS)]);
  return taken;
}

/** What one block of alternating samples says. */
export function figuresOf(floor: readonly number[], live: readonly number[]) {
  const [floorP50Ms, floorP95Ms] = [quantile(floor, 0.5), quantile(floor, 0.95)];
  const [p50Ms, p95Ms, p99Ms] = [quantile(live, 0.5), quantile(live, 0.95), quantile(live, 0.99)];
  return {
    floorP50Ms,
    floorP95Ms,
    p50Ms,
    p95Ms,
    p99Ms,
    ratioToFloorP50: p50Ms / floorP50Ms,
    ratioToFloorP95: p95Ms / floorP95Ms,
    extraP95Ms: p95Ms - floorP95Ms,
  };
}
