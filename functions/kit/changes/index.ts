export { ChangeIntake } from './change-intake.ts';
export {
  type Envelope,
  type RowChange,
  type RowImage,
  SNAPSHOT_ROW,
  type SnapshotMarker,
  type Source,
  envelopeSchema,
} from './envelope.ts';
export { matchEventsTable, matchesTable, squadsTable, statsTables } from './match-tables.ts';
export { FORMAT_VERSION, packRows, unpackRows } from './pack-rows.ts';
export { readMessage } from './read-message.ts';
export { type Entry, type Row, RowSet, TableRows, type Write, isShared, strongest } from './row-set.ts';
export { type TombstonesByTable, applyTombstones, tombstonesOf, tombstonesReference } from './shared-tombstones.ts';
export { type Columns, type TableSpec, type UnscopedRange, joinKey, tableSpec } from './table-spec.ts';
export { versionOf } from './version.ts';
