import type { ConnectorConfigInput } from '@fanfold/changelog/config';
import { say } from '../report.ts';
import type { Place } from './job.ts';
import { MeasuredProcess } from './measured-process.ts';
import type { ChangelogStack } from './stack.ts';

const NOWHERE: Place = { file: '', pos: 0 };

/** Of a connector that has taken its snapshot of the empty table, and has saved its place: the next one only streams. */
export async function preparedConfig(stack: ChangelogStack, table: string): Promise<ConnectorConfigInput> {
  const config = await stack.newConfig(table);
  say(`snapshot of the empty ${table}`);
  const connector = await MeasuredProcess.start('connector', { config, from: NOWHERE, rows: null });
  await connector.stop();
  return config;
}
