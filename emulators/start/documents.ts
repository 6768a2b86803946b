import type { CollectionReference, DocumentSnapshot, Firestore } from 'firebase-admin/firestore';

/** Every document, path -> data, sorted; bytes as base64, times as ISO text. */
export async function dumpFirestore(db: Firestore): Promise<Record<string, unknown>> {
  const found: [string, unknown][] = [];
  for (const collection of await db.listCollections()) await collect(collection, found);
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Documents looked at at once. */
const AT_ONCE = 100;

async function collect(collection: CollectionReference, found: [string, unknown][]): Promise<void> {
  const references = await collection.listDocuments();
  for (let from = 0; from < references.length; from += AT_ONCE) {
    await Promise.all(
      references.slice(from, from + AT_ONCE).map(async (reference) => {
        const [snapshot, below] = await Promise.all([reference.get(), reference.listCollections()]);
        if (snapshot.exists) found.push([reference.path, plain(snapshot.data())]);
        for (const each of below) await collect(each, found);
      }),
    );
  }
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('toDate' in value) return (value as { toDate(): Date }).toDate().toISOString();
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([key, field]) => [key, plain(field)]));
}

/** Listens to a document until it is as it should be. */
export function untilDocument(
  db: Firestore,
  path: string,
  isSo: (snapshot: DocumentSnapshot) => boolean,
): Promise<DocumentSnapshot> {
  return new Promise((done, fail) => {
    const stop = db.doc(path).onSnapshot((snapshot) => {
      if (!isSo(snapshot)) return;
      stop();
      done(snapshot);
    }, fail);
  });
}
