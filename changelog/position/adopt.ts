import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { ConnectorConfig } from '../config.ts';
import { ConnectorError, type ConnectorErrorCode } from '../errors.ts';
import { log } from '../log.ts';
import type { ServerInfo } from '../server/server.ts';
import { openReadView } from '../snapshot/read-view.ts';
import { ANEW, type BinlogPosition, checkPosition } from './position.ts';
import type { SavedState } from './saved-state.ts';

const HISTORY_LOST: ReadonlySet<ConnectorErrorCode> = new Set([
  'SERVER_CHANGED',
  'POSITION_PURGED',
  'POSITION_LOST',
  'HISTORY_UNCERTAIN',
]);

/** The stream cannot go on from where it was; a new epoch can. */
export function isHistoryLost(error: unknown): error is ConnectorError {
  return error instanceof ConnectorError && HISTORY_LOST.has(error.code);
}

/**
 * The saved state if it fits the server, else, where configured, a new epoch that starts at the server's present position with no table
 * snapshotted.
 *
 * @param loss what the stream has found the history lost by, which may not show here
 * @throws ConnectorError SERVER_CHANGED, POSITION_PURGED, POSITION_LOST, HISTORY_UNCERTAIN
 */
export async function adopt(
  config: ConnectorConfig,
  connection: Connection,
  server: ServerInfo,
  saved: SavedState | null,
  loss: ConnectorError | null,
): Promise<SavedState> {
  if (!saved) return startTimeline(connection, server, 0);
  try {
    if (loss) throw loss;
    await checkHistory(connection, server, saved, saved);
    return { ...saved, serverStarted: server.started, isExact: false };
  } catch (error) {
    if (config.onHistoryLost === 'stop' || !isHistoryLost(error)) throw error;
    const { code, message } = error;
    log('WARNING', 'historyLost', { code, message });
    return startTimeline(connection, server, saved.epoch);
  }
}

/** Throws unless this is the server of the state, the position is in its history, and so is what may have been published after it. */
export async function checkHistory(
  connection: Connection,
  server: ServerInfo,
  { server: identity, serverStarted, isExact }: Pick<SavedState, 'server' | 'serverStarted' | 'isExact'>,
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
  if (isExact || Math.abs(server.started - serverStarted) <= 1) return;
  throw new ConnectorError(
    'HISTORY_UNCERTAIN',
    'The server was restarted before the connector, which was killed, could go on: whether transactions were lost that it has published, nobody knows.',
    ANEW,
  );
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
    serverStarted: server.started,
    isExact: false,
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
