import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { type ConnectorConfig, readConfig } from './config.ts';
import { ConnectorError } from './errors.ts';

/** The options are wrong; the message says which and what to do. */
export class UsageError extends Error {}

export interface Command {
  /** As it is called, `npm run repair`. */
  name: string;
  help: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** @returns the exit code */
  run: (values: Record<string, unknown>) => Promise<void>;
}

/** Runs a command of this process; what goes wrong is one sentence on stderr. Exit codes: 0 done, 1 failed, 2 wrong options or configuration. */
export async function runCommand({ name, help, options, run }: Command): Promise<void> {
  try {
    const values = parse(name, options);
    if (values['help']) process.stdout.write(help);
    else await run(values);
  } catch (error) {
    const sentences = [(error as Error).message];
    if (error instanceof ConnectorError) sentences.push(error.fix ?? '', `(${error.code})`);
    process.stderr.write(`${sentences.filter(Boolean).join(' ')}\n`);
    const isUsage = error instanceof UsageError || (error instanceof ConnectorError && error.code === 'BAD_CONFIG');
    process.exitCode = isUsage ? 2 : 1;
  }
}

/** The connector's configuration: of `--config`, or of the `npm start` that runs here. */
export function configOf(file: unknown): ConnectorConfig {
  const path =
    typeof file === 'string' ? resolve(process.env['INIT_CWD'] ?? '', file) : process.env['CONNECTOR_CONFIG'];
  if (!path) throw new UsageError('No connector is running here: start one with npm start, or name its --config FILE.');
  return readConfig(path, process.env);
}

function parse(name: string, options: Command['options']): Record<string, unknown> {
  try {
    return parseArgs({ options: { ...options, config: { type: 'string' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0] ?? ''}. See ${name} -- --help.`, { cause: error });
  }
}
