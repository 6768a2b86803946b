import { isWriteConflict } from '../ops/errors.ts';
import { logRefold } from '../ops/log.ts';
import type { MatchStore } from './match-store.ts';
import { type Projector, diffDocuments } from './projector.ts';

/**
 * Makes the public documents of a match what its rows say by the rules of today, and deletes what no longer follows. Publishes no effects: a
 * change of rules is not something that happened on the pitch.
 *
 * @returns documents written; 0 when all stood right
 */
export async function refoldMatch(store: MatchStore, projector: Projector, matchId: string): Promise<number> {
  for (;;) {
    const state = await store.load(matchId);
    if (state.rev === 0) return 0;
    const projection = projector.project(matchId, state.rows);
    const changes = diffDocuments(await store.loadPublished(matchId), projection.documents);
    const upToDate = changes.set.size + changes.remove.length === 0 && state.foldVersion === projector.foldVersion;
    if (upToDate) return 0;
    try {
      // The outbox stays: its effects may not have been published yet.
      const { writes } = await store.commit(matchId, state, projection, changes, state.outbox);
      logRefold(projector.service, matchId, writes);
      return writes;
    } catch (error) {
      if (!isWriteConflict(error)) throw error;
    }
  }
}
