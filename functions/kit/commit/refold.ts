import { isWriteConflict } from '../ops/errors.ts';
import { logRefold } from '../ops/log.ts';
import { diffDocuments } from './projector.ts';
import type { ProjectionStore } from './projection-store.ts';

/**
 * Makes the public documents of a scope what its rows say by the rules of today, and deletes what no longer follows. Publishes no effects: a
 * change of rules is not something that happened.
 *
 * @returns documents written; 0 when all stood right
 */
export async function refoldScope(store: ProjectionStore, scope: string): Promise<number> {
  const { projector } = store;
  for (;;) {
    const stored = await store.load(scope);
    if (stored.rev === 0 || stored.rebuilding) return 0;
    const { documents, seq } = projector.project(scope, stored.rows);
    const changes = diffDocuments(await store.loadPublished(scope), documents);
    const isUpToDate = changes.set.size + changes.remove.length === 0 && stored.foldVersion === projector.foldVersion;
    if (isUpToDate) return 0;
    try {
      // The outbox stays: its effects may not have been published yet.
      const { own, outbox } = stored;
      const content = { seq, own, outbox, rebuilding: false, ...store.at(scope, changes) };
      const { writes } = await store.commit(scope, stored, content);
      logRefold(projector.service, scope, writes);
      return writes;
    } catch (error) {
      if (!isWriteConflict(error)) throw error;
    }
  }
}
