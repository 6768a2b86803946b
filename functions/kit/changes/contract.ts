/** The data contract of changes, for programs that publish or replay them: loads no Firebase. */
export {
  type Envelope,
  type RowChange,
  type RowImage,
  SNAPSHOT_ROW,
  type SnapshotMarker,
  type Source,
  envelopeSchema,
} from './envelope.ts';
export { instant } from './instant.ts';
export { matchEventsTable, matchesTable, squadsTable, statsTables } from './match-tables.ts';
export { MATCH_CHANGES_TOPIC, changesTopic } from '../messages/topics.ts';
export { readMessage } from './read-message.ts';
export { type Entry, type Row, RowSet, TableRows, type Write } from './row-set.ts';
export { type TableSpec, joinKey, tableSpec } from './table-spec.ts';
export { formatVersion, parseVersion, versionOf } from './version.ts';
