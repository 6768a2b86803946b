import type { CollectionReference, Firestore } from 'firebase-admin/firestore';

/** Every document below a collection, path -> data, sorted, bytes as base64. Ends of history that must be equal are compared by it. */
export async function dump(root: CollectionReference): Promise<Record<string, unknown>> {
  const found: [string, unknown][] = [];
  for (const ref of await root.listDocuments()) {
    const [snapshot, collections] = await Promise.all([ref.get(), ref.listCollections()]);
    if (snapshot.exists) found.push([ref.path, plain(snapshot.data())]);
    for (const collection of collections) found.push(...Object.entries(await dump(collection)));
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Without what tells of commits and not of content: `rev`, the count of writes, the outbox. */
export async function dumpContent(db: Firestore): Promise<Record<string, unknown>> {
  const all = await dump(db.collection('matches'));
  return Object.fromEntries(
    Object.entries(all).map(([path, data]) => {
      const { rev: _rev, writes: _writes, outbox: _outbox, ...content } = data as Record<string, unknown>;
      return [path, content];
    }),
  );
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('toDate' in value) return (value as { toDate(): Date }).toDate().toISOString();
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, plain(field)]),
  );
}
