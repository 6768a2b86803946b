import { say } from '../report.ts';
import { medianOfBlocks } from '../stats.ts';
import { binlogEnd, writeBacklog, writeMillion } from './backlog.ts';
import type { Job } from './job.ts';
import { type Drained, MeasuredProcess, type Program } from './measured-process.ts';
import { preparedConfig } from './prepare.ts';
import { type ChangelogStack, TABLES } from './stack.ts';

const ROWS = 1_000_000;
const PAIRS = 3;
const WRITERS = 4;

/** The same million rows, by the bare reader and by the connector, in alternation. */
export async function drainBacklog(stack: ChangelogStack): Promise<Record<string, number>> {
  const table = TABLES.backlog;
  const configs = [];
  for (let pair = 1; pair <= PAIRS; pair++) configs.push(await preparedConfig(stack, table));
  const connections = await Promise.all(Array.from({ length: WRITERS }, stack.connect));
  const [connection] = connections as [(typeof connections)[0]];
  const from = await binlogEnd(connection);
  let toldPercent = -1;
  await writeBacklog(connections, table, ROWS, (rows) => {
    const percent = Math.floor((rows / ROWS) * 100);
    if (percent > toldPercent) say(`backlog: ${(toldPercent = percent)}% of a million rows written`);
  });
  const pairs = [];
  for (const [n, config] of configs.entries()) {
    const about = `pair ${n + 1} of ${PAIRS}`;
    const reader = await drain('reader', { config, from, rows: ROWS }, about);
    const connector = await drain('connector', { config, from, rows: ROWS }, about);
    await stack.deleteTopic(config, table);
    pairs.push({
      rowsPerSecond: connector.rowsPerSecond,
      readerRowsPerSecond: reader.rowsPerSecond,
      ratioToReader: connector.rowsPerSecond / reader.rowsPerSecond,
      cpuSeconds: connector.cpuSeconds,
      readerCpuSeconds: reader.cpuSeconds,
      rssMB: connector.rssPeakMB,
      readerRssMB: reader.rssPeakMB,
    });
  }
  await connection.query(`DROP TABLE ${table}`);
  await Promise.all(connections.map((each) => each.end()));
  return medianOfBlocks(pairs);
}

/** One transaction of a million rows, by the connector. */
export async function drainMillion(stack: ChangelogStack): Promise<Record<string, number>> {
  const table = TABLES.million;
  const config = await preparedConfig(stack, table);
  const connection = await stack.connect();
  const from = await binlogEnd(connection);
  say('writing one transaction of a million rows');
  await writeMillion(connection, table);
  await connection.end();
  const { rssStartMB, rssPeakMB, seconds, cpuSeconds } = await drain(
    'connector',
    { config, from, rows: ROWS },
    'one transaction',
  );
  await stack.deleteTopic(config, table);
  return { rssGrowthMB: rssPeakMB - rssStartMB, rssMB: rssPeakMB, seconds, cpuSeconds };
}

async function drain(program: Program, job: Job, about: string): Promise<Drained> {
  say(`${about}: the ${program} starts`);
  const measured = await MeasuredProcess.start(program, job, (rows) =>
    say(`${about}: ${program} at ${rows.toLocaleString('en')} rows`),
  );
  try {
    const drained = await measured.drained();
    await measured.stop();
    say(`${about}: ${program} ${Math.round(drained.rowsPerSecond).toLocaleString('en')} rows/s`, 'last');
    return drained;
  } finally {
    measured.kill();
  }
}
