import { parseArgs } from 'node:util';
import { readConfig, tableNames } from './config.ts';
import { runConnector } from './connector.ts';
import { type ConnectorError, isPassing } from './errors.ts';
import { log } from './log.ts';

const USAGE = `Usage: main --config FILE
Publishes the changes of MySQL tables to Pub/Sub until SIGTERM or SIGINT, then flushes and ends.
  --config FILE   JSON; see docs/changelog.md for every key. MYSQL_URL stands in for an absent mysqlUrl, CHANGELOG_HASH_KEY for hashKey
  --help          this text
Exit codes: 0 stopped, 1 it cannot go on before somebody has done what "fix" says, 2 bad configuration, 3 start it again.
`;

async function main(): Promise<number> {
  const stopping = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stopping.abort());
  try {
    const { values } = parseArgs({ options: { config: { type: 'string' }, help: { type: 'boolean' } } });
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    if (!values.config) {
      process.stderr.write(USAGE);
      return 2;
    }
    const config = readConfig(values.config, process.env);
    await runConnector(config, {
      signal: stopping.signal,
      onReady: () => log('INFO', 'ready', { connectorId: config.connectorId, tables: tableNames(config) }),
    });
    log('INFO', 'stopped');
    return 0;
  } catch (error) {
    const { code, fix } = error as Partial<ConnectorError>;
    log('ERROR', 'failed', { code, message: (error as Error).message, fix });
    if (isPassing(error)) return 3;
    return code === 'BAD_CONFIG' || String(code).startsWith('ERR_PARSE_ARGS') ? 2 : 1;
  }
}

process.exitCode = await main();
