import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import type { Place } from '../folding/compare.ts';
import { contentOfMatches } from './dump.ts';

/** A database of a case, in memory. */
export function memoryPlace(): Place {
  const memory = new MemoryFirestore();
  return {
    db: memory.firestore,
    clear: () => memory.documents.clear(),
    content: () => {
      const documents = [...memory.documents].map(([path, { data }]): [string, unknown] => [path, data]);
      return Promise.resolve(contentOfMatches(Object.fromEntries(documents)));
    },
  };
}
