import type { RejectedWrite, RowSet, RowWrite, Write } from '../changes/row-set.ts';
import { commitApart } from '../ops/commit-apart.ts';
import { InputFault } from '../ops/errors.ts';

/** A row that no fold can take, and what the fold says. */
export interface Culprit {
  row: RowWrite;
  fault: InputFault;
}

/**
 * The rows of a state that are to blame when writes cannot be committed. While a scope has nothing to show, as a match before its row of `matches`,
 * no fold looks at its rows; so one that no fold can take is found only when the innocent write comes that gives them all something to show.
 *
 * @param rows of the state, without the writes
 * @param hasContent whether there is anything to show of rows; throws InputFault when they cannot be folded
 * @returns null: the writes themselves are to blame
 */
export async function findCulprits(
  rows: RowSet,
  writes: readonly Write[],
  hasContent: (rows: RowSet) => boolean,
): Promise<Culprit[] | null> {
  if (hasContent(rows)) return null;
  const folded = rows.copy();
  folded.applyAll([writes]);
  const suspects = liveRows(folded).filter(({ table, key }) => !writes.some((write) => isRow(write, table, key)));
  remove(folded, suspects);
  try {
    hasContent(folded);
  } catch (error) {
    if (error instanceof InputFault) return null;
    throw error;
  }
  const culprits: Culprit[] = [];
  const add = async (some: readonly RowWrite[]) => {
    folded.applyAll([some]);
    try {
      hasContent(folded);
    } catch (error) {
      remove(folded, some);
      throw error;
    }
  };
  await commitApart(suspects, add, (row, fault) => void culprits.push({ row, fault }));
  return hasContent(folded) ? culprits : null;
}

/** Takes a row out of a state that still has it. */
export function rejectionOf({ table, key, version }: RowWrite): RejectedWrite {
  return { kind: 'rejected', table, key, version };
}

function liveRows(rows: RowSet): RowWrite[] {
  return [...rows.tables].flatMap(([table, { entries }]) =>
    [...entries].flatMap(([key, { version, row }]): RowWrite[] =>
      row ? [{ kind: 'row', table, key, version, row }] : [],
    ),
  );
}

function isRow(write: Write, table: string, key: string): boolean {
  return write.kind === 'row' && write.table === table && write.key === key;
}

function remove(rows: RowSet, some: readonly RowWrite[]): void {
  for (const { table, key } of some) rows.table(table).entries.delete(key);
}
