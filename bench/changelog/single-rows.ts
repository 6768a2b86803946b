import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from 'mysql2/promise';
import { nowMs } from '../clock.ts';
import { say } from '../report.ts';
import { medianOfBlocks, quantile } from '../stats.ts';
import { binlogEnd, insertRows } from './backlog.ts';
import { MeasuredProcess } from './measured-process.ts';
import { preparedConfig } from './prepare.ts';
import { type ChangelogStack, TABLES } from './stack.ts';

const BLOCKS = 3;
const SAMPLES_PER_BLOCK = 200;
/** Code is compiled, connections are open. */
const WARM_UP_ROWS = 200;

/** Commits of one row, seen by the bare reader and by the connector at the same time. */
export async function timeSingleRows(stack: ChangelogStack): Promise<Record<string, number>> {
  const connection = await stack.connect();
  const config = await preparedConfig(stack, TABLES.single);
  const job = { config, from: await binlogEnd(connection), rows: null };
  const [reader, connector] = await Promise.all([
    MeasuredProcess.start('reader', job),
    MeasuredProcess.start('connector', job),
  ]);
  try {
    let rows = 0;
    /** Latencies of the next `count` rows. */
    const block = async (count: number, about: string) => {
      const first = rows;
      const commits: number[] = [];
      while (commits.length < count) {
        const [startedMs] = await Promise.all([commitRow(connection, rows++), wait(40 + Math.random() * 20)]);
        commits.push(startedMs);
        if (commits.length % 20 === 0) say(`${about}: ${commits.length} of ${count} single rows`);
      }
      const since = async (measured: MeasuredProcess): Promise<number[]> => {
        const latencies: number[] = [];
        for (const [n, startedMs] of commits.entries())
          latencies.push((await measured.hadAt(first + n + 1)) - startedMs);
        return latencies;
      };
      return figuresOf(await since(reader), await since(connector));
    };
    await block(WARM_UP_ROWS, 'warm-up');
    const blocks = [];
    for (let n = 1; n <= BLOCKS; n++) blocks.push(await block(SAMPLES_PER_BLOCK, `block ${n} of ${BLOCKS}`));
    await reader.stop();
    await connector.stop();
    await stack.deleteTopic(config, TABLES.single);
    return medianOfBlocks(blocks);
  } finally {
    reader.kill();
    connector.kill();
    await connection.end();
  }
}

/** Returns when its COMMIT was sent, in ms of `nowMs()`. */
async function commitRow(connection: Connection, row: number): Promise<number> {
  await connection.beginTransaction();
  await insertRows(connection, TABLES.single, row, 1);
  const startedMs = nowMs();
  await connection.commit();
  return startedMs;
}

function figuresOf(reader: readonly number[], connector: readonly number[]) {
  const [readerP50Ms, readerP95Ms] = [quantile(reader, 0.5), quantile(reader, 0.95)];
  const [p50Ms, p95Ms] = [quantile(connector, 0.5), quantile(connector, 0.95)];
  return { p50Ms, p95Ms, readerP50Ms, readerP95Ms, extraP50Ms: p50Ms - readerP50Ms, extraP95Ms: p95Ms - readerP95Ms };
}
