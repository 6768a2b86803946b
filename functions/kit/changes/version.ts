import { type RowChange, SNAPSHOT_ROW, type Source } from './envelope.ts';

/**
 * Version of a row change: text that sorts in commit order, `epoch/file/transaction/row`.
 *
 * The epoch is the UTC second at which the server's timeline was adopted; it goes up after a failover, RESET or restored backup. Never the
 * event's own position alone: MariaDB may write 0 there, and it wraps at 4 GiB.
 *
 * Debezium's `row` starts anew in each event, and from MariaDB 11.4 on all events of a transaction have one position: there only its
 * `total_order` tells two changes of a row apart.
 */
export function versionOf(
  { source, transaction }: { source: Source } & Pick<RowChange, 'transaction'>,
  defaultEpoch: number,
): string {
  const { epoch, file, pos, row } = source;
  return formatVersion({
    epoch: epoch ?? defaultEpoch,
    file: fileNumber(file),
    pos: BigInt(pos),
    row: transaction?.total_order ?? row,
  });
}

export interface VersionParts {
  epoch: number;
  file: number;
  pos: bigint;
  row: number;
}

export function formatVersion({ epoch, file, pos, row }: VersionParts): string {
  return `${pad(epoch, 10)}/${pad(file, 10)}/${pad(pos, 20)}/${pad(row, 10)}`;
}

export function parseVersion(version: string): VersionParts {
  return {
    epoch: Number(version.slice(0, 10)),
    file: Number(version.slice(11, 21)),
    pos: BigInt(version.slice(22, 42)),
    row: Number(version.slice(43)),
  };
}

/**
 * Whether two markers are of one snapshot: the connector numbers its snapshots in `row`, and a new epoch starts new ones. A marker without such
 * a number (of a repair or a TRUNCATE) stands for itself.
 */
export function isSameSnapshot(a: string, b: string): boolean {
  if (a === b) return true;
  const [epoch, row] = [a.slice(0, 11), a.slice(-11)];
  return a !== '' && row !== UNNUMBERED && b.startsWith(epoch) && b.endsWith(row);
}

const UNNUMBERED = `/${pad(SNAPSHOT_ROW, 10)}`;

/** Number of a binlog file: 42 of `binlog.000042`. */
function fileNumber(file: string): number {
  const digits = /(\d+)$/.exec(file)?.[1];
  if (!digits) throw new RangeError(`binlog file "${file}" has no number at its end`);
  return Number(digits);
}

function pad(value: number | bigint, width: number): string {
  return String(value).padStart(width, '0');
}
