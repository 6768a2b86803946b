import type { RowSet, Write } from '../changes/row-set.ts';
import { keepDeadLetters } from '../ops/dead-letters.ts';
import type { InputFault } from '../ops/errors.ts';
import type { Rejected } from '../ops/rejected.ts';
import { findCulprits, rejectionOf } from './culprits.ts';
import type { StateStore } from './state-store.ts';

/** Keeps writes that can never be committed in the dead letters. */
export async function rejectWrites<Own>(
  { db, spec }: StateStore<Own>,
  writes: readonly Write[],
  fault: InputFault,
): Promise<void> {
  await keepDeadLetters(
    db,
    spec.service,
    writes.map((write) => letterOf(write, fault)),
  );
}

/**
 * Keeps the rows of a state in the dead letters that are to blame when writes cannot be committed; see `findCulprits`.
 *
 * @returns the writes, after others that take those rows out; null: the writes themselves are to blame
 */
export async function rejectCulprits<Own>(
  { db, spec }: StateStore<Own>,
  rows: RowSet,
  writes: readonly Write[],
  hasContent: (rows: RowSet) => boolean,
): Promise<Write[] | null> {
  const culprits = await findCulprits(rows, writes, hasContent);
  if (!culprits) return null;
  const letters = culprits.map(({ row, fault }) => letterOf(row, fault));
  await keepDeadLetters(db, spec.service, letters);
  return [...culprits.map(({ row }) => rejectionOf(row)), ...writes];
}

function letterOf(write: Write, { code, message }: InputFault): Rejected {
  return { code, message, table: write.table, payload: write };
}
