import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { ConnectorError } from './errors.ts';
import { repairMatch } from './snapshot/repair-match.ts';

const HELP = `npm run repair -- --match M [--config FILE]

Publishes all rows of match M as they stand in MySQL, and says that there are no others: what consumers missed they get, and what is no
longer there they drop. It may run beside the connector, and any number of times.

  --match M       id of the match
  --config FILE   the connector's configuration (default: CONNECTOR_CONFIG, which a running npm start provides)
  --help          this text

Exit codes: 0 done, 1 failed and to be run again, 2 wrong options or configuration.
`;

/** The options are wrong; the message says which and what to do. */
class UsageError extends Error {}

async function main(args: readonly string[]): Promise<number> {
  const { match, config: file, help } = parse(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (!match) throw new UsageError('--match is missing: give the id of a match.');
  const config = file === undefined ? process.env['CONNECTOR_CONFIG'] : resolve(process.env['INIT_CWD'] ?? '', file);
  if (!config)
    throw new UsageError('No connector is running here: start one with npm start, or name its --config FILE.');
  const rows = Object.entries(await repairMatch(readConfig(config, process.env), match));
  process.stdout.write(`Match ${match} is published again: ${rows.map(([table, n]) => `${n} ${table}`).join(', ')}.\n`);
  if (rows.every(([, n]) => n === 0))
    process.stdout.write('It has no rows in MySQL, so consumers drop all they have of it.\n');
  return 0;
}

function parse(args: readonly string[]): { match?: string; config?: string; help?: boolean } {
  const options = { match: { type: 'string' }, config: { type: 'string' }, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}. See npm run repair -- --help.`, { cause: error });
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const sentences = [(error as Error).message];
  if (error instanceof ConnectorError) sentences.push(error.fix ?? '', `(${error.code})`);
  process.stderr.write(`${sentences.filter(Boolean).join(' ')}\n`);
  const isUsage = error instanceof UsageError || (error instanceof ConnectorError && error.code === 'BAD_CONFIG');
  process.exitCode = isUsage ? 2 : 1;
}
