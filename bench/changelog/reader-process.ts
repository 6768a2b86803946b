import { parseConfig, tableNames } from '@fanfold/changelog/config';
import { connectionOptions } from '@fanfold/changelog/server/server';
import ZongJi, { type AnyBinlogEvent } from '@vlasky/zongji';
import { readJob } from './job.ts';
import { Meter, untilStopped } from './meter.ts';

const REPLICA_ID = 2 ** 31 - 17;

/** The bare reader: the library of the connector's reader on the same connection, and nothing done per row but counting. */
const { config: input, from, rows } = readJob();
const config = parseConfig(input);
const meter = new Meter(rows);
const zongji = new ZongJi(connectionOptions(config));
zongji.on('error', (error: Error) => {
  throw error;
});
zongji.on('ready', () => meter.start());
zongji.on('binlog', (event: AnyBinlogEvent) => {
  if ('rows' in event) meter.add(event.rows.length);
});
zongji.start({
  serverId: REPLICA_ID,
  filename: from.file,
  position: from.pos,
  includeSchema: { [config.database]: tableNames(config) },
});
untilStopped().addEventListener('abort', () => process.exit(0));
