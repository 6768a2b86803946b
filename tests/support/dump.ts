import { type Entry, type TombstonesByTable, applyTombstones, statsTables, unpackRows } from '@fanfold/kit/changes';
import { dumpFirestore } from '@fanfold/emulators/start/documents';
import type { Firestore } from 'firebase-admin/firestore';

/**
 * Every document of every match without what tells of commits and not of content: `rev`, the count of writes, the outbox. Packed rows are
 * decoded: live rows, without what the tombstones of snapshots void (a match drops that when it is read the next time). Which deleted rows
 * a match remembers depends on the order: it forgets those that are below a tombstone of a snapshot when it meets that.
 */
export async function dumpContent(db: Firestore): Promise<Record<string, unknown>> {
  return contentOfMatches(await dumpFirestore(db));
}

/** The same of documents by path; packed rows are bytes, or base64. */
export function contentOfMatches(documents: Record<string, unknown>): Record<string, unknown> {
  const matches = Object.entries(documents).filter(([path]) => path.startsWith('matches/'));
  return Object.fromEntries(
    matches.map(([path, data]) => {
      const { rev: _rev, writes: _writes, outbox: _outbox, rows, ...content } = data as Record<string, unknown>;
      if (typeof rows !== 'string' && !(rows instanceof Uint8Array)) return [path, content];
      const shared = documents[`snapshots/${path.split('/').at(-1)}`] as { tombstones: TombstonesByTable } | undefined;
      return [path, { ...content, rows: decoded(rows, shared?.tombstones ?? {}) }];
    }),
  );
}

function decoded(packed: string | Uint8Array, shared: TombstonesByTable): unknown {
  const rows = unpackRows(typeof packed === 'string' ? Buffer.from(packed, 'base64') : packed, statsTables);
  applyTombstones(rows, shared);
  return [...rows.tables].map(([name, { entries, tombstones }]) => [name, live(entries), tombstones]);
}

function live(entries: ReadonlyMap<string, Entry>): [string, Entry][] {
  return [...entries].filter(([, { row }]) => row).sort(([a], [b]) => (a < b ? -1 : 1));
}
