import { setTimeout as wait } from 'node:timers/promises';
import { columnsOf, insertRow } from '@fanfold/replay/rows-to-sql';
import type { EventRow } from '@fanfold/game/match';
import { nowMs } from '../clock.ts';
import { medianOfBlocks, quantile } from '../stats.ts';
import { FLOOR_DOCUMENT, FLOOR_TABLE } from './floor.ts';
import type { BenchStack } from './stack.ts';

const APART_MS = 700;
/** The Pub/Sub emulator sends what has come at fixed moments, this far apart for each stream: a row waits for the next one. */
const SENT_EVERY_MS = 50;
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

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

export interface SeriesOptions {
  stack: BenchStack;
  /** Of each block. */
  pairs: number;
  sampleFloor: () => Promise<number>;
  sampleLive: () => Promise<number>;
  /** After each pair. */
  onPair: (block: number, taken: number) => unknown;
}

const BLOCKS = 3;

/** Samples that a series takes of each path. */
export function samplesOf(pairs: number): number {
  return BLOCKS * pairs;
}

/** Blocks of samples, floor and live in alternation: the medians of what the blocks give, and how long the functions took. */
export async function measureSeries({ stack, pairs, sampleFloor, sampleLive, onPair }: SeriesOptions) {
  const { live, floor } = stack.handling;
  live.reset();
  floor.reset();
  const blocks = [];
  for (let block = 1; block <= BLOCKS; block++) {
    blocks.push(await samplePairs({ pairs, sampleFloor, sampleLive, onPair: (taken) => onPair(block, taken) }));
  }
  return {
    ...medianOfBlocks(blocks),
    handleMsP50: live.at(0.5),
    handleMsP95: live.at(0.95),
    floorHandleMsP50: floor.at(0.5),
    floorHandleMsP95: floor.at(0.95),
  };
}

interface PairsOptions extends Omit<SeriesOptions, 'stack' | 'onPair'> {
  onPair: (taken: number) => unknown;
}

/**
 * One block of samples. Both of a pair begin at the same phase of the streams by which the emulator sends, and the pairs of a block at all phases
 * alike: at equal distances they would all wait equally long, one path perhaps for 1 ms and the other for 12.
 */
async function samplePairs({ pairs, sampleFloor, sampleLive, onPair }: PairsOptions) {
  const floor: number[] = [];
  const live: number[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    const phaseMs = ((pair * GOLDEN_RATIO) % 1) * SENT_EVERY_MS;
    floor.push(await sampleAt(phaseMs, sampleFloor));
    live.push(await sampleAt(phaseMs, sampleLive));
    await onPair(pair);
  }
  return figuresOf(floor, live);
}

async function sampleAt(phaseMs: number, takeSample: () => Promise<number>): Promise<number> {
  await wait((phaseMs - (nowMs() % SENT_EVERY_MS) + SENT_EVERY_MS) % SENT_EVERY_MS);
  const [taken] = await Promise.all([takeSample(), wait(APART_MS)]);
  return taken;
}

function figuresOf(floor: readonly number[], live: readonly number[]) {
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
