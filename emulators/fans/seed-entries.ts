import { type Contest, picksOf } from '@fanfold/game/fantasy';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { seededRandom } from '@fanfold/replay/random';
import { inventedFan } from './names.ts';
import { teamMaker } from './teams.ts';

/**
 * Saves a team of each of `fans` invented fans in a contest, as `saveEntry` leaves it; their triggers do the rest.
 *
 * @param onProgress told how many are saved
 */
export async function seedEntries(
  db: Firestore,
  contestId: string,
  contest: Contest,
  fans: number,
  onProgress: (saved: number) => void = () => undefined,
): Promise<void> {
  const makeTeam = teamMaker(contest, seededRandom(1));
  // Not throttled: there is no traffic to spare.
  const writer = db.bulkWriter({ throttling: false });
  let saved = 0;
  for (let number = 0; number < fans; number++) {
    const { uid } = inventedFan(number);
    const team = makeTeam();
    const { captain, viceCaptain } = team;
    const picks = picksOf(contest.rules, team);
    const entry = {
      uid,
      n: 1,
      picks,
      powerUps: [],
      captain,
      viceCaptain,
      revision: 1,
      savedAt: Timestamp.now(),
      busyUntil: Timestamp.now(),
    };
    void writer.set(db.doc(`contests/${contestId}/entries/${uid}_1`), entry).then(() => onProgress(++saved));
    if (number % 1_000 === 999) await writer.flush();
  }
  await writer.close();
}
