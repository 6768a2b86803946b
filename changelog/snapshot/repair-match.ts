import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore, type Firestore } from 'firebase-admin/firestore';
import type { Connection } from 'mysql2/promise';
import type { ConnectorConfig } from '../config.ts';
import { DeadLetters } from '../publish/dead-letters.ts';
import { SNAPSHOT_ROW } from '@fanfold/kit/contract';
import { ConnectorError } from '../errors.ts';
import type { ConnectorDocument, SavedState } from '../position/saved-state.ts';
import { connectorDocument } from '../position/state-store.ts';
import { snapshotSource } from '../publish/envelopes.ts';
import { publishRange } from './publish-range.ts';
import { Publisher } from '../publish/publisher.ts';
import { connectAtStart, readServer, type ServerInfo } from '../server/server.ts';
import { openReadView } from './read-view.ts';
import { selectRows } from './select.ts';
import type { SeenRange } from './snapshot-messages.ts';
import { readTables, type TableInfo } from '../tables/tables.ts';
import { topicNames, topicsOf } from '../topics.ts';

/**
 * Publishes all rows of a match again, as op r with the version of the present moment, and markers narrowed to the match, so that consumers end
 * with exactly these rows. It may run beside the connector, and any number of times.
 *
 * @returns rows published, by table
 * @throws ConnectorError, NO_POSITION when no connector has run: its epoch is needed
 */
export async function repairMatch(config: ConnectorConfig, matchId: string): Promise<Record<string, number>> {
  const connection = await connectAtStart(config);
  const app = initializeApp({ projectId: config.projectId }, `repair-${crypto.randomUUID()}`);
  const firestore = getFirestore(app);
  const { signal } = new AbortController();
  const publisher = new Publisher(config, { signal, onPressure: () => undefined });
  try {
    const server = await readServer(connection);
    const state = await stateOf(firestore, config, server);
    const names = config.repair.map(({ table }) => table);
    const captured = config.tables.filter(({ table }) => names.includes(table));
    const tables = await readTables(connection, config.database, captured, config.hashKey);
    await publisher.assertTopics(topicNames(config));
    const seen = await seeMatch(connection, server, state.epoch, matchId, config, tables);
    const deadLetters = new DeadLetters(firestore, signal);
    for (const range of seen) await publishRange(range, { publisher, deadLetters, batch: config.batch });
    await publisher.idle();
    return Object.fromEntries(seen.map(({ table, rows }) => [table.name, rows.length]));
  } finally {
    connection.destroy();
    await publisher.close();
    await deleteApp(app);
  }
}

async function stateOf(firestore: Firestore, config: ConnectorConfig, server: ServerInfo): Promise<SavedState> {
  const { connectorId, projectId } = config;
  const document = await connectorDocument(firestore, connectorId).get();
  const { state } = (document.data() as ConnectorDocument | undefined) ?? { state: null };
  if (!state)
    throw new ConnectorError(
      'NO_POSITION',
      `The connector "${connectorId}" has not run in the project ${projectId}, so there is no epoch to publish under.`,
      'Run it once, or correct connectorId and projectId.',
    );
  if (state.server !== server.identity)
    throw new ConnectorError(
      'SERVER_CHANGED',
      `The connector follows the server ${state.server}, and ${server.identity} answers.`,
      'Correct mysqlUrl.',
    );
  return state;
}

/** The match's rows of all tables, at one moment. */
async function seeMatch(
  connection: Connection,
  server: ServerInfo,
  epoch: number,
  matchId: string,
  config: ConnectorConfig,
  tables: ReadonlyMap<string, TableInfo>,
): Promise<SeenRange[]> {
  const topicOf = topicsOf(config);
  const shown = await openReadView(connection, server, null);
  const seen: SeenRange[] = [];
  for (const { table: name, column } of config.repair) {
    const table = tables.get(name);
    if (!table) continue;
    const rows = await selectRows(connection, table, { sql: `\`${column}\` = ?`, values: [matchId] });
    // Of all that was seen at this position, this is the latest.
    const source = snapshotSource(table, epoch, shown, SNAPSHOT_ROW, Date.now());
    seen.push({
      table,
      topic: topicOf(name),
      source,
      where: { [column]: matchId },
      rows,
      range: { keyFrom: null, keyTo: null },
    });
  }
  await connection.query('COMMIT');
  return seen;
}
