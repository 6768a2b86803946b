import type { Firestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { SERVICE } from '../profile/profile.ts';

/**
 * Raises an alarm while fans have not got the keys of their rows: look at `keyConflicts`, and change the row of one of the two.
 *
 * @returns how many keys
 */
export async function reportConflicts(db: Firestore): Promise<number> {
  const { count } = (await db.collection('keyConflicts').count().get()).data();
  if (count > 0) logger.write({ severity: 'ALERT', message: 'key conflicts', event: 'keyConflicts', service: SERVICE, count }); // prettier-ignore
  return count;
}
