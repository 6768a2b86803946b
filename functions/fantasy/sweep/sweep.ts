import { logger } from 'firebase-functions';
import type { Firestore } from 'firebase-admin/firestore';
import { type FantasyStore, SERVICE } from '../scorer/fantasy-store.ts';
import type { Scorer } from '../scorer/scorer.ts';
import { NO_CONTEST_STATE } from '../scorer/state.ts';
import { type SweptContest, startedContests } from './contests.ts';
import { allEntries, differenceOf } from './missing-entries.ts';
import { type Overdue, overdueSettlement } from './overdue.ts';

export interface SweepOptions {
  db: Firestore;
  store: FantasyStore;
  scorer: Scorer;
  /** Asks for a shard of a settlement again. */
  settleAgain: (overdue: Overdue) => Promise<void>;
  now: Date;
}

/** `health/fantasy`: what the last sweep found. */
interface Health {
  at: Date;
  contests: number;
  /** Contest -> entries and revisions that are in documents and not in the blocks. */
  missing: Record<string, { entries: number; revisions: number }>;
  overdue: Overdue[];
}

/**
 * What no message will do: lets locks fall that are due, looks for entries that never reached the blocks and takes them in, and asks again for
 * settlements that do not end. What it finds stands in `health/fantasy`, and raises an alarm.
 */
export async function sweepContests({ db, store, scorer, settleAgain, now }: SweepOptions): Promise<void> {
  const reference = db.doc(`health/${SERVICE}`);
  const last = (await reference.get()).data() as Partial<Health> | undefined;
  const contests = await startedContests(db, now);
  const health: Health = { at: now, contests: contests.length, missing: {}, overdue: [] };
  for (const contest of contests) {
    if (contest.status === 'open' && !contest.locked) await scorer.look(contest.matchId);
    if (contest.status === 'open' || contest.status === 'locked') {
      await sweepEntries(db, store, scorer, contest, last, health);
    }
    const overdue = await overdueSettlement(db, contest.contestId, now);
    if (!overdue) continue;
    health.overdue.push(overdue);
    logger.write({ severity: 'ALERT', message: 'a settlement does not end', event: 'settlementOverdue', ...overdue });
    await settleAgain(overdue);
  }
  await reference.set(health);
}

/** A difference that stands still from one sweep to the next is no message on its way: something was lost. */
async function sweepEntries(
  db: Firestore,
  store: FantasyStore,
  scorer: Scorer,
  { contestId, matchId }: SweptContest,
  last: Partial<Health> | undefined,
  health: Health,
): Promise<void> {
  const state = (await store.load(matchId)).contests[contestId] ?? NO_CONTEST_STATE;
  const difference = await differenceOf(db, contestId, state);
  if (difference.entries === 0 && difference.revisions === 0) return;
  health.missing[contestId] = difference;
  const before = last?.missing?.[contestId];
  if (before?.entries !== difference.entries || before.revisions !== difference.revisions) return;
  logger.write({
    severity: 'ALERT',
    message: 'entries are missing in the blocks',
    event: 'entriesMissing',
    contestId,
    ...difference,
  });
  for await (const entries of allEntries(db, contestId)) {
    await Promise.all(entries.map((entry) => scorer.enter(matchId, contestId, entry)));
  }
}
