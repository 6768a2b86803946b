import { ContestEngine } from '@fanfold/fantasy/engine/contest-engine';
import { BlockContent } from '@fanfold/fantasy/entries/block-content';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';

/** An engine with these entries, whose numbers follow the order of their ids. */
export function engineOf(entries: readonly EntryRecord[]): ContestEngine {
  const engine = new ContestEngine(11);
  loadEntries(engine, entries);
  return engine;
}

/** Takes them in as one block, with tombstones of others. */
export function loadEntries(
  engine: ContestEngine,
  entries: readonly EntryRecord[],
  erased: readonly string[] = [],
): void {
  const content = BlockContent.empty();
  for (const entry of entries) content.put(entry);
  for (const id of erased) content.erase(id);
  engine.load(content.pack(1));
}
