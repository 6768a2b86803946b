import { type Directory, entriesOf } from '../entries/directory.ts';
import type { FantasyStore } from '../scorer/fantasy-store.ts';
import { type Contests, contestStateOf, contestsSchema } from '../scorer/state.ts';

/** What a sweep looks at of a match: all but its rows, which are most of it. */
export interface SweptMatch extends Contests {
  directory: Directory;
}

/** @throws KitError stateUnreadable */
export async function readMatch(store: FantasyStore, matchId: string): Promise<SweptMatch> {
  const directory = await store.entries.directory(matchId);
  const [state] = await store.db.getAll(store.reference(matchId), { fieldMask: ['contests'] });
  const contests: unknown = state?.get('contests') ?? {};
  return { directory, ...contestsSchema.parse({ contests }) };
}

/** Whether fans have saved teams or used power-ups that the documents of a match's contests do not stand on. */
export function hasNewEntries({ directory, contests }: SweptMatch): boolean {
  return Object.keys(contests).some(
    (id) => (contestStateOf(contests, id)?.entriesRev ?? 0) !== (entriesOf(directory, id)?.rev ?? 0),
  );
}
