import { parseConfig } from '@fanfold/changelog/config';
import { runConnector } from '@fanfold/changelog/connector';
import { readJob } from './job.ts';
import { Meter, untilStopped } from './meter.ts';

/** The connector as it is deployed; what Pub/Sub has acknowledged counts. */
const { config, rows } = readJob();
const meter = new Meter(rows);
await runConnector(parseConfig(config), {
  signal: untilStopped(),
  onReady: () => meter.start(),
  onPublished: (published) => meter.add(published.rows),
});
process.exit(0);
