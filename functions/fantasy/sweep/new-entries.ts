import { entriesOf } from '../entries/directory.ts';
import type { FantasyStore } from '../scorer/fantasy-store.ts';

/** Whether fans have saved teams or used power-ups that the documents of a match's contests do not stand on. */
export async function hasNewEntries(store: FantasyStore, matchId: string): Promise<boolean> {
  const directory = await store.entries.directory(matchId);
  // Without the rows, which are most of it.
  const [state] = await store.db.getAll(store.reference(matchId), { fieldMask: ['contests'] });
  const contests = (state?.get('contests') ?? {}) as Record<string, { entriesRev?: number }>;
  return Object.keys(contests).some((id) => (contests[id]?.entriesRev ?? 0) !== (entriesOf(directory, id)?.rev ?? 0));
}
