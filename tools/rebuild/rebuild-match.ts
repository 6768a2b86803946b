import type { StateStore } from '@fanfold/kit/commit';

/** A service whose state of a match can be made anew. */
export interface Rebuilt {
  store: Pick<StateStore<unknown>, 'giveUpRows'>;
  /** The highest `rev` of the public documents that the service writes of a match; 0 when there are none. */
  publishedRev(matchId: string): Promise<number>;
}

/**
 * Makes the states of a match anew: each service gives up the rows it has, and gets them again from `repair`. Public documents stay until all rows
 * are here; then what no longer follows goes, and effects say so.
 *
 * @param repair publishes all rows of the match and that there are no others
 */
export async function rebuildMatch(
  services: readonly Rebuilt[],
  matchId: string,
  repair: () => Promise<void>,
): Promise<void> {
  for (const { store, publishedRev } of services) await store.giveUpRows(matchId, await publishedRev(matchId));
  await repair();
}
