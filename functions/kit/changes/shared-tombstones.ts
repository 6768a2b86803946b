import type { DocumentReference, DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { type RangeTombstones, NO_TOMBSTONES, addRange } from './range-tombstones.ts';
import { type Applied, type RangeWrite, type RowSet, strongest } from './row-set.ts';

/** RangeTombstones by table. */
export type TombstonesByTable = Readonly<Record<string, RangeTombstones>>;

/**
 * `snapshots/{service}`: what reconciling snapshots have said of all matches, also of those that nobody here has heard of yet. A match takes
 * it in when it is loaded.
 */
export function tombstonesReference(db: Firestore, service: string): DocumentReference {
  return db.doc(`snapshots/${service}`);
}

export function tombstonesOf(snapshot: DocumentSnapshot): TombstonesByTable {
  return (snapshot.get('tombstones') as TombstonesByTable | undefined) ?? {};
}

export async function keepRangeTombstones(
  db: Firestore,
  service: string,
  ranges: readonly RangeWrite[],
): Promise<void> {
  const reference = tombstonesReference(db, service);
  await db.runTransaction(async (transaction) => {
    const tombstones: Record<string, RangeTombstones> = { ...tombstonesOf(await transaction.get(reference)) };
    for (const { table, from, to, version } of ranges) {
      tombstones[table] = addRange(tombstones[table] ?? NO_TOMBSTONES, from, to, version);
    }
    transaction.set(reference, { tombstones });
  });
}

export function applyTombstones(rows: RowSet, tombstones: TombstonesByTable): Applied {
  let applied: Applied = 'stale';
  for (const [table, steps] of Object.entries(tombstones)) {
    if (!rows.tables.has(table)) continue;
    for (const [index, { to, version }] of steps.entries()) {
      const from = steps[index - 1]?.to ?? null;
      if (version !== '') applied = strongest(applied, rows.apply({ kind: 'range', table, version, from, to }));
    }
  }
  return applied;
}
