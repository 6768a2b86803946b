import { type Report, resultsOf, say } from '../report.ts';
import { drainBacklog, drainMillion } from './drain.ts';
import { bundlePrograms } from './measured-process.ts';
import { timeSingleRows } from './single-rows.ts';
import { startChangelogStack } from './stack.ts';

const NOTES = [
  'stream: rows/s from the request of the binlog dump to the last of a million rows (10,000 transactions of 90 rows and an update of',
  '10 of them), received by the bare reader, or acknowledged by Pub/Sub. Medians of three pairs, readers and connectors in alternation,',
  'each a fresh process. Emulators run during both; nobody subscribes to the topic. cpuSeconds is of the process alone.',
  'Latencies: from before COMMIT of a single row to its event at the bare reader, and to the acknowledgement of Pub/Sub, both of the',
  'same rows; extra is what the connector adds. Medians of three blocks of 200.',
  'rssGrowth: largest resident set while the transaction is drained, less that before it was read; seconds as above.',
  'Aims: 60% of the reader and over 20,000 rows/s; at most 10 ms (p50) and 25 ms (p95) more than the reader.',
];

/** What the connector can do, against a bare reader of the same binlog. */
export async function benchChangelog(): Promise<Report> {
  say('starting the database and the emulators');
  const stack = await startChangelogStack();
  try {
    await bundlePrograms();
    const latencies = await timeSingleRows(stack);
    const stream = await drainBacklog(stack);
    const million = await drainMillion(stack);
    return {
      bench: 'changelog',
      results: [...resultsOf('stream', { ...stream, ...latencies }), ...resultsOf('million-row transaction', million)],
      notes: NOTES,
    };
  } finally {
    await stack.stop();
  }
}
