import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { ConnectorConfig } from '../config.ts';
import { ConnectorError, type ConnectorErrorCode } from '../errors.ts';
import { log } from '../log.ts';
import type { ServerInfo } from '../server/server.ts';
import { openReadView } from '../snapshot/read-view.ts';
import { ANEW, type BinlogPosition, checkPosition } from './position.ts';
import type { SavedState } from './saved-state.ts';

const HISTORY_LOST: ReadonlySet<ConnectorErrorCode> = new Set(['SERVER_CHANGED', 'POSITION_PURGED', 'POSITION_LOST']);

/** The stream cannot go on from where it was; a new epoch can. */
export function isHistoryLost(error: unknown): boolean {
  return error instanceof ConnectorError && HISTORY_LOST.has(error.code);
}

/**
 * The saved state if it fits the server, else, where configured, a new epoch that starts at the server's present position with no table
 * snapshotted. Throws SERVER_CHANGED, POSITION_PURGED, POSITION_LOST.
 */
export async function adopt(
  config: ConnectorConfig,
  connection: Connection,
  server: ServerInfo,
  saved: SavedState | null,
): Promise<SavedState> {
  if (!saved) return startTimeline(connection, server, 0);
  try {
    await checkHistory(connection, server, saved.server, saved);
    return saved;
  } catch (error) {
    if (config.onHistoryLost === 'stop' || !isHistoryLost(error)) throw error;
    const { code, message } = error as ConnectorError;
    log('WARNING', 'historyLost', { code, message });
    return startTimeline(connection, server, saved.epoch);
  }
}

/** Throws unless this is the server of that identity and the position is in its history. */
export async function checkHistory(
  connection: Connection,
  server: ServerInfo,
  identity: string,
  position: BinlogPosition,
): Promise<void> {
  if (identity !== server.identity) {
    throw new ConnectorError(
      'SERVER_CHANGED',
      `The position belongs to the server ${identity}, and ${server.identity} answers.`,
      `Point mysqlUrl at that server. Or, if this one replaces it: ${ANEW}`,
    );
  }
  await checkPosition(connection, server, position);
}

/** The epoch is never below one that has been used, whatever the clock says. */
async function startTimeline(connection: Connection, server: ServerInfo, epochBefore: number): Promise<SavedState> {
  const { file, pos } = await openReadView(connection, server, null);
  await connection.query('COMMIT');
  const state = {
    file,
    pos,
    gtid: await gtidAt(connection, server, file, pos),
    fileCreatedMs: null,
    server: server.identity,
    epoch: Math.max(Math.floor(Date.now() / 1000), epochBefore + 1),
    snapshots: {},
  };
  log('INFO', 'epochStarted', { ...state });
  return state;
}

/** The transaction before the position, when the server can name exactly one. */
async function gtidAt(connection: Connection, server: ServerInfo, file: string, pos: number): Promise<string | null> {
  if (server.flavour !== 'mariadb') return null;
  const [rows] = await connection.query<RowDataPacket[]>('SELECT BINLOG_GTID_POS(?, ?) AS gtid', [file, pos]);
  const gtid = String(rows[0]?.['gtid'] ?? '');
  return /^\d+-\d+-\d+$/.test(gtid) ? gtid : null;
}
