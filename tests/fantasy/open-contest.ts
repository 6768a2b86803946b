import { teamMaker } from '@fanfold/emulators/fans/teams';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { seededRandom } from '@fanfold/replay/random';
import { type Contest, DEFAULT_PRIZES, T20_RULES, T20_SCORING, type Team, contestOf } from '@fanfold/game/fantasy';
import { type LockDocument, lockPath } from '@fanfold/fantasy/scorer/lock';
import type { Firestore, Timestamp } from 'firebase-admin/firestore';

export const CONTEST = 'final';
export const PATH = `contests/${CONTEST}`;

const { match, squads } = demoCricket();
const terms = { name: null, rules: T20_RULES, scoring: T20_SCORING, prizes: DEFAULT_PRIZES };

/** A contest before its match, as the scorer's first commit leaves it. */
export const contest: Contest = contestOf(match, squads, 0, terms, { locked: false, settlement: 0 });

export const START = new Date(contest.startsAt);
export const BEFORE = new Date(START.getTime() - 60_000);

export const LOCK = lockPath(CONTEST);

/** Writes the contest and its lock, with these fields for those it has. */
export async function openContest(
  db: Firestore,
  fields: Partial<Contest & { lockedAt: Timestamp }> = {},
): Promise<void> {
  const shown = { ...contest, lockedAt: null, lockAt: contest.startsAt, salt: null, rev: 1, ...fields };
  const { matchId, status, lockedAt, lockAt } = shown;
  const lock: LockDocument = {
    matchId,
    status,
    lockedAt: lockedAt?.toDate().toISOString() ?? null,
    lockAt,
    isFinal: false,
    isFull: false,
    salt: null,
  };
  const batch = db.batch();
  batch.set(db.doc(PATH), shown);
  batch.set(db.doc(LOCK), { ...lock, rev: 1 });
  await batch.commit();
}

/** Valid teams, always the same ones; no two neighbours are equal. */
export function teams(count: number): Team[] {
  const make = teamMaker(contest, seededRandom(3));
  return Array.from({ length: count }, make);
}

/** Input of `saveEntry` for this team. */
export function teamInput(team: Team, revision = 0) {
  return { contestId: CONTEST, revision, ...team };
}
