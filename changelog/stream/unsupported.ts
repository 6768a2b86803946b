import { ConnectorError } from '../errors.ts';

const AFTERWARDS =
  'Mend the cause, delete the document connectors/{connectorId} and start again: a new epoch and a reconciling snapshot follow.';

/** The stream holds something that would lose or corrupt rows. */
export function unsupported(message: string, fix = AFTERWARDS, options?: ErrorOptions): ConnectorError {
  return new ConnectorError('UNSUPPORTED_EVENT', message, fix, options);
}

export function xaRows(): ConnectorError {
  return unsupported(
    'An XA transaction prepared rows of captured tables; they are in the binlog now and would stay even if it were rolled back.',
  );
}

export function rolledBack(statement: string): ConnectorError {
  return unsupported(
    `The binlog holds rows of captured tables and then ${statement.slice(0, 60)}: some of them were rolled back, and it does not say which.`,
  );
}

export function statementFormat(table: string, statement: string): ConnectorError {
  return unsupported(
    `Rows of ${table} were changed by a statement in the binlog (${statement.trim().split(/\s/, 1)[0] ?? ''} …): some session has binlog_format other than ROW.`,
  );
}

export function undecodable(event: string): ConnectorError {
  return unsupported(`The binlog holds a ${event} event, which cannot be decoded.`);
}

export function transactionTooLarge(table: string): ConnectorError {
  return unsupported(
    `A row of ${table} stands behind 10 GB of other rows in one transaction, and a version does not count so far.`,
  );
}

export function truncated(table: string): ConnectorError {
  return unsupported(
    `Table ${table} was truncated, which says nothing about its rows.`,
    'Set "onTruncate": "marker", and TRUNCATE publishes that no row is left; or use DELETE.',
  );
}
