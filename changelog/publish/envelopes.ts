import type { RowChange, RowImage, SnapshotMarker, Source } from '@fanfold/kit/contract';
import type { Shown } from '../snapshot/read-view.ts';
import type { TableInfo } from '../tables/tables.ts';

/** The transaction that a row belongs to. */
export interface TransactionStart {
  file: string;
  /** Where its first event, the GTID event, starts. */
  pos: number;
  gtid: string | null;
  /** Of the GTID event; the binlog counts whole seconds. */
  commitTsMs: number;
}

export function streamSource(
  table: Pick<TableInfo, 'database' | 'name'>,
  epoch: number,
  transaction: TransactionStart,
  row: number,
): Source {
  return {
    db: table.database,
    table: table.name,
    gtid: transaction.gtid,
    file: transaction.file,
    pos: transaction.pos,
    row,
    ts_ms: transaction.commitTsMs,
    epoch,
  };
}

/**
 * Source of what a snapshot saw at `shown`, the end of the last transaction in view. Any place inside that transaction sorts right (after all
 * its rows, which stand at its start, and before the transaction that starts at the end), so the byte before its end stands for it.
 */
export function snapshotSource(
  table: TableInfo,
  epoch: number,
  shown: Shown,
  generation: number,
  nowMs: number,
): Source {
  return {
    db: table.database,
    table: table.name,
    gtid: shown.gtid,
    file: shown.file,
    pos: shown.pos - 1,
    row: generation,
    ts_ms: nowMs,
    epoch,
  };
}

export function snapshotRow(source: Source, after: RowImage, nowMs: number): RowChange {
  return { op: 'r', before: null, after, ts_ms: nowMs, source };
}

export interface KeyRange {
  keyFrom: string[] | null;
  keyTo: string[] | null;
}

/** What a marker says of its table. */
export interface MarkedTable {
  database: string;
  name: string;
  keyColumns: readonly { name: string }[];
}

/** `keys` of all rows in the range, in key order. */
export function marker(
  table: MarkedTable,
  source: Source,
  range: KeyRange,
  keys: string[][],
  where: Record<string, string> | null,
): SnapshotMarker {
  const keyColumns = table.keyColumns.map(({ name }) => name);
  return { op: 's', source, keyColumns, ...range, keys, ...(where ? { where } : {}) };
}
