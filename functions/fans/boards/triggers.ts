import { openPeriods } from '@fanfold/game/boards';
import { DEFAULT_RULES } from '@fanfold/game/fans';
import { publishItems } from '@fanfold/kit/messages';
import { eventOptions, keepDeadLetters, minInstances, projectFirestore, scheduleOptions } from '@fanfold/kit/ops';
import type { Timestamp } from 'firebase-admin/firestore';
import { onDocumentWritten } from 'firebase-functions/firestore';
import { onSchedule } from 'firebase-functions/scheduler';
import { SERVICE } from '../profile/profile.ts';
import { isSameOnBoards, profileSchema } from './board-fan.ts';
import { eraseFromBoards } from './erase-from-boards.ts';
import { BOARD_PACE, BoardWriter } from './board-writer.ts';
import { sweepBoards as sweep } from './sweep-boards.ts';

const periodsAt = (now: number) => openPeriods(DEFAULT_RULES.seasons, now);
const now = () => new Date();

let started: BoardWriter | undefined;

/** The writer of this instance. All functions that run in one process share it. */
function boardWriter(): BoardWriter {
  started ??= new BoardWriter({ db: projectFirestore(), periodsAt, now, pace: BOARD_PACE });
  return started;
}

/** Every change of a fan's public profile, into the boards. A million fans take some 400 MB, and more while they are read; requests wait for the commit that they share. */
export const onProfileWritten = onDocumentWritten(
  eventOptions({
    document: 'fans/{uid}',
    memory: '1GiB',
    timeoutSeconds: 120,
    minInstances,
    maxInstances: 1,
    concurrency: 1_000,
  }),
  async ({ params: { uid }, data }) => {
    const fields = data?.after.data();
    const profile = fields === undefined ? null : profileSchema.safeParse(fields);
    if (profile?.success === false) {
      const message = `fans/${uid}: ${profile.error.message}`;
      const letter = { code: 'badRow', message, table: null, payload: `fans/${uid}` } as const;
      return keepDeadLetters(projectFirestore(), SERVICE, [letter]);
    }
    const before = profileSchema.safeParse(data?.before.data());
    if (profile && before.success && isSameOnBoards(before.data, profile.data, periodsAt(Date.now()))) return;
    const version = data?.after.updateTime === undefined ? 0 : microseconds(data.after.updateTime);
    await boardWriter().put({ uid, profile: profile && profile.data, version });
    // A board may have been closed since the fan was erased.
    if (!profile) await eraseFromBoards(projectFirestore(), uid);
  },
);

/** Opens and closes boards whose time it is, whether any fan does anything or not, and pays prizes. */
export const sweepBoards = onSchedule(
  scheduleOptions({ schedule: 'every 10 minutes', memory: '1GiB', timeoutSeconds: 300, maxInstances: 1 }),
  () => sweep({ db: projectFirestore(), periodsAt, now, writer: boardWriter(), publish: publishItems }),
);

function microseconds({ seconds, nanoseconds }: Timestamp): number {
  return seconds * 1e6 + Math.floor(nanoseconds / 1e3);
}
