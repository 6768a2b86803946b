import { dumpFirestore } from '@fanfold/emulators/start/documents';
import type { Firestore } from 'firebase-admin/firestore';

/** Every document of every match without what tells of commits and not of content: `rev`, the count of writes, the outbox. */
export async function dumpContent(db: Firestore): Promise<Record<string, unknown>> {
  const matches = Object.entries(await dumpFirestore(db)).filter(([path]) => path.startsWith('matches/'));
  return Object.fromEntries(
    matches.map(([path, data]) => {
      const { rev: _rev, writes: _writes, outbox: _outbox, ...content } = data as Record<string, unknown>;
      return [path, content];
    }),
  );
}
