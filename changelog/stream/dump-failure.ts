import { ConnectorError } from '../errors.ts';
import { type BinlogPosition, lost } from '../position/position.ts';
import { isPositionGone, isServerIdClash, serverIdClash } from '../server/server.ts';

/** The connection is gone, and may come back. */
export class ConnectionLostError extends Error {}

/** Something failed that has no code of the driver, the server or the system: perhaps the reader, on an event that it cannot decode. */
export class UnexplainedError extends Error {}

/** What a failed dump means: a ConnectorError when to try again is of no use. */
export function dumpFailure(error: Error, from: BinlogPosition): Error {
  if (error instanceof ConnectorError || error instanceof ConnectionLostError) return error;
  if (isServerIdClash(error)) return serverIdClash(error);
  if (isPositionGone(error)) return lost(from);
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  const hasCode = errno !== undefined || (typeof code === 'string' && !/^ERR_(?!STREAM|SOCKET)/.test(code));
  return hasCode ? error : new UnexplainedError(error.message, { cause: error });
}
