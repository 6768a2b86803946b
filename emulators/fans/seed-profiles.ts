import type { Firestore } from 'firebase-admin/firestore';
import { inventedFan } from './names.ts';

/** Saves the profiles of so many invented fans, as `setProfile` leaves them for others to see. */
export async function seedProfiles(db: Firestore, fans: number): Promise<void> {
  const writer = db.bulkWriter({ throttling: false });
  for (let number = 0; number < fans; number++) {
    const { uid, name, avatar } = inventedFan(number);
    void writer.set(db.doc(`fans/${uid}`), { name, avatar, rev: 1 });
    if (number % 1_000 === 999) await writer.flush();
  }
  await writer.close();
}
