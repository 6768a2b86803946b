import type { DocumentSnapshot, WriteBatch } from 'firebase-admin/firestore';

/** Changes a document as it was read, or creates it: the commit fails if it has changed since. */
export function writeAsRead(writes: WriteBatch, { ref, updateTime }: DocumentSnapshot, fields: object): void {
  if (updateTime) writes.update(ref, { ...fields }, { lastUpdateTime: updateTime });
  else writes.create(ref, fields);
}
