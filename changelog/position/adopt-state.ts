import type { Firestore } from 'firebase-admin/firestore';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { ConnectorError } from '../errors.ts';
import { checkPosition, type BinlogPosition } from './position.ts';
import { loadState, saveState, type SavedState } from './position-store.ts';
import type { ServerInfo } from '../server/server.ts';
import { openReadView } from '../snapshot/snapshot.ts';

/**
 * The saved state if there is one and it still fits the server, else a new one: a new epoch that starts at the server's present position.
 * Throws SERVER_CHANGED, POSITION_PURGED, POSITION_LOST.
 */
export async function adoptState(
  firestore: Firestore,
  connectorId: string,
  connection: Connection,
  server: ServerInfo,
): Promise<SavedState> {
  const saved = await loadState(firestore, connectorId);
  if (saved) {
    if (saved.server !== server.identity) {
      throw new ConnectorError(
        'SERVER_CHANGED',
        `The saved position belongs to the server ${saved.server}, and ${server.identity} answers.`,
        `Point the connector at its server, or delete the document connectors/${connectorId}: a new epoch and a reconciling snapshot follow.`,
      );
    }
    await checkPosition(connection, server, saved);
    return saved;
  }
  const position = await openReadView(connection, server);
  await connection.query('COMMIT');
  const gtid = await gtidAt(connection, server, position);
  const state: SavedState = {
    ...position,
    gtid,
    server: server.identity,
    epoch: Math.floor(Date.now() / 1000),
    snapshotted: [],
  };
  await saveState(firestore, connectorId, state);
  return state;
}

/** The transaction before the position, when the server can name exactly one. */
async function gtidAt(
  connection: Connection,
  server: ServerInfo,
  { file, pos }: BinlogPosition,
): Promise<string | null> {
  if (server.flavour !== 'mariadb') return null;
  const [rows] = await connection.query<RowDataPacket[]>('SELECT BINLOG_GTID_POS(?, ?) AS gtid', [file, pos]);
  const gtid = String(rows[0]?.['gtid'] ?? '');
  return /^\d+-\d+-\d+$/.test(gtid) ? gtid : null;
}
