import { randomUUID } from 'node:crypto';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { FieldPath, getFirestore } from 'firebase-admin/firestore';
import type { ConnectorConfig } from '../config.ts';
import { ConnectorError } from '../errors.ts';
import type { ConnectorDocument } from '../position/saved-state.ts';
import { connectorDocument } from '../position/state-store.ts';

/**
 * Asks the connector for a snapshot of the tables and resolves when it has published all of it. The connector reads requests when it saves its
 * state, so it may be down meanwhile.
 *
 * @param say is told how far it is
 * @throws ConnectorError NO_POSITION when no connector has run
 */
export async function requestSnapshot(
  config: ConnectorConfig,
  tables: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const { connectorId, projectId } = config;
  const app = initializeApp({ projectId }, `snapshot-${randomUUID()}`);
  try {
    const reference = connectorDocument(getFirestore(app), connectorId);
    if (!(await reference.get()).get('state')) {
      throw new ConnectorError(
        'NO_POSITION',
        `The connector "${connectorId}" has not run in the project ${projectId}.`,
        'Start it: its first run takes a snapshot of every table.',
      );
    }
    const request = randomUUID();
    const [first = '', ...rest] = tables;
    const more = rest.flatMap((table) => [new FieldPath('requests', table), request]);
    await reference.update(new FieldPath('requests', first), request, ...more);
    say(`Asked for ${tables.join(', ')}.`);
    const said = new Map<string, string>();
    await new Promise<void>((resolve, reject) => {
      const stop = reference.onSnapshot((snapshot) => {
        const { state } = snapshot.data() as ConnectorDocument;
        for (const table of tables) {
          const progress = state?.snapshots[table];
          if (progress?.asked !== request) continue;
          const line = progress.done
            ? `${table}: done.`
            : `${table}: published up to ${progress.after?.join(', ') ?? 'the first rows'}.`;
          if (said.get(table) !== line) say(line);
          said.set(table, line);
        }
        if (tables.some((table) => said.get(table) !== `${table}: done.`)) return;
        stop();
        resolve();
      }, reject);
    });
  } finally {
    await deleteApp(app);
  }
}
