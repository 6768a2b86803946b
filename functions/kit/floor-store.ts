import type { DocumentReference, DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { type Floors, NO_FLOORS, raiseFloor } from './floors.ts';
import { type Applied, type RangeWrite, type RowSet, strongest } from './row-set.ts';

/** Floors by table. */
export type FloorTable = Readonly<Record<string, Floors>>;

/**
 * `snapshots/{service}`: what reconciling snapshots have said of all matches, also of those that nobody here has heard of yet. A match takes
 * it in when it is loaded.
 */
export function floorsReference(db: Firestore, service: string): DocumentReference {
  return db.doc(`snapshots/${service}`);
}

export function floorsOf(snapshot: DocumentSnapshot): FloorTable {
  return (snapshot.get('floors') as FloorTable | undefined) ?? {};
}

export async function raiseFloors(db: Firestore, service: string, ranges: readonly RangeWrite[]): Promise<void> {
  const reference = floorsReference(db, service);
  await db.runTransaction(async (transaction) => {
    const floors: Record<string, Floors> = { ...floorsOf(await transaction.get(reference)) };
    for (const { table, from, to, version } of ranges) {
      floors[table] = raiseFloor(floors[table] ?? NO_FLOORS, from, to, version);
    }
    transaction.set(reference, { floors });
  });
}

export function applyFloors(rows: RowSet, floors: FloorTable): Applied {
  let applied: Applied = 'stale';
  for (const [table, steps] of Object.entries(floors)) {
    if (!rows.tables.has(table)) continue;
    for (const [index, { to, version }] of steps.entries()) {
      const from = steps[index - 1]?.to ?? null;
      if (version !== '') applied = strongest(applied, rows.apply({ kind: 'range', table, version, from, to }));
    }
  }
  return applied;
}
