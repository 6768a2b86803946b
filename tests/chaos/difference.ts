import type { Observer } from './observer.ts';
import type { TableText } from './rows.ts';
import { CHAOS_TABLES, type ChaosTable } from './schema.ts';

export interface Difference {
  table: ChaosTable;
  key: string;
  /** Null: no such row. */
  selected: string | null;
  folded: string | null;
}

/** The rows in which the two disagree. */
export function differences(table: ChaosTable, selected: TableText, folded: TableText): Difference[] {
  const found: Difference[] = [];
  for (const key of new Set([...selected.keys(), ...folded.keys()])) {
    const both = { selected: selected.get(key) ?? null, folded: folded.get(key) ?? null };
    if (both.selected !== both.folded) found.push({ table, key, ...both });
  }
  return found;
}

/** Waits until what was published folds to what the tables hold. Resolves to what still differs when nothing has arrived for `quietMs`. */
export async function untilEqual(
  observer: Observer,
  selected: ReadonlyMap<ChaosTable, TableText>,
  quietMs: number,
  signal: AbortSignal,
): Promise<Difference[]> {
  const wrong = new Map<ChaosTable, Difference[]>();
  const compare = (table: ChaosTable): void => {
    const found = differences(table, selected.get(table) ?? new Map(), observer.folded(table));
    if (found.length > 0) wrong.set(table, found);
    else wrong.delete(table);
  };
  for (const table of CHAOS_TABLES) compare(table);
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const stop = observer.onMessage((envelopes) => {
      const changed = CHAOS_TABLES.filter((table) => envelopes.some(({ source }) => source.table === table));
      for (const table of changed) compare(table);
      if (wrong.size === 0) end();
      else timer.refresh();
    });
    const timer = setTimeout(end, quietMs);
    signal.addEventListener('abort', end);
    if (wrong.size === 0 || signal.aborted) end();
  });
  return [...wrong.values()].flat();
}

const SHOWN = 5;

/** What differs, for a reader who wants to know why. */
export function describeDifferences(found: readonly Difference[], { history }: Observer): string {
  const lines = found.slice(0, SHOWN).flatMap(({ table, key, selected, folded }) => [
    `${table} ${key.replaceAll('\0', '|')}`,
    `  selected  ${selected ?? 'no such row'}`,
    `  published ${folded ?? 'no such row'}`,
    ...history
      .of(table, key)
      .slice(-25)
      .map((line) => `    ${line}`),
  ]);
  const tables = [...new Set(found.map(({ table }) => table))];
  return [
    `${String(found.length)} rows differ in ${tables.join(', ')}`,
    ...lines,
    ...(found.length > SHOWN ? [`and ${String(found.length - SHOWN)} more`] : []),
  ].join('\n');
}
