import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { readConfig, type ConnectorConfig } from './config.ts';
import { DeadLetters } from './dead-letters.ts';
import { ConnectorError } from './errors.ts';
import { log } from './log.ts';
import { loadState } from './position-store.ts';
import { publishRange } from './publish-range.ts';
import { Publisher } from './publisher.ts';
import { connect, readServer } from './server.ts';
import { openReadView, seenAt, selectRows } from './snapshot.ts';
import type { SeenRange } from './snapshot-messages.ts';
import { readTables } from './tables.ts';

/**
 * Publishes all rows of a match again, as op r with the version of the present moment, and markers narrowed to the match, so that consumers end
 * with exactly these rows. Needs the epoch of a connector that has run (NO_POSITION).
 */
export async function repairMatch(config: ConnectorConfig, matchId: string): Promise<{ rows: number }> {
  const app = initializeApp({ projectId: config.projectId }, `repair-${crypto.randomUUID()}`);
  const firestore = getFirestore(app);
  const { signal } = new AbortController();
  const publisher = new Publisher(config, { signal, onPressure: () => undefined });
  const connection = await connect(config);
  try {
    const state = await loadState(firestore, config.connectorId);
    if (!state)
      throw new ConnectorError(
        'NO_POSITION',
        `connectors/${config.connectorId} does not exist.`,
        'Run the connector once.',
      );
    const server = await readServer(connection);
    if (server.identity !== state.server)
      throw new ConnectorError('SERVER_CHANGED', 'This is not the server that the connector follows.');
    const names = config.repair.map(({ table }) => table);
    const tables = await readTables(connection, config.database, names);
    await publisher.createTopics(names);
    const position = await openReadView(connection, server);
    const seen: SeenRange[] = [];
    for (const { table: name, column } of config.repair) {
      const table = tables.get(name);
      if (!table) continue;
      const rows = await selectRows(connection, table, { sql: `\`${column}\` = ?`, values: [matchId] });
      seen.push(seenAt(table, state.epoch, position, rows, { keyFrom: null, keyTo: null }, { [column]: matchId }));
    }
    await connection.query('COMMIT');
    const deadLetters = new DeadLetters(firestore, () => tables, signal);
    for (const range of seen) await publishRange(range, { publisher, deadLetters, batch: config.batch });
    await publisher.idle();
    return { rows: seen.reduce((sum, { rows }) => sum + rows.length, 0) };
  } finally {
    connection.destroy();
    await publisher.close();
    await deleteApp(app);
  }
}

const USAGE =
  'Usage: repair --config FILE --match M\nPublishes all rows of match M again. Exit codes: 0 done, 1 failed, 2 bad configuration.\n';

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({
      options: { config: { type: 'string' }, match: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (values.help) return (process.stdout.write(USAGE), 0);
    if (!values.config || !values.match) return (process.stderr.write(USAGE), 2);
    const { rows } = await repairMatch(readConfig(values.config, process.env), values.match);
    log('INFO', 'repaired', { match: values.match, rows });
    return 0;
  } catch (error) {
    const { code, fix } = error as Partial<ConnectorError>;
    log('ERROR', 'failed', { code, message: String((error as Error).message), fix });
    return code === 'BAD_CONFIG' || String(code).startsWith('ERR_PARSE_ARGS') ? 2 : 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main();
