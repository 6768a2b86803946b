import type { Firestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import type { EntryWriter } from '../entries/entry-writer.ts';
import type { FantasyStore } from '../scorer/fantasy-store.ts';
import { SERVICE } from '../scorer/state.ts';
import type { Scorer } from '../scorer/scorer.ts';
import { type SweptContest, comingContests, startedContests } from './contests.ts';
import { type Missing, sweepEntries } from './missing-entries.ts';
import { hasNewEntries } from './new-entries.ts';
import { type Overdue, noteAsked, overdueSettlements } from './overdue.ts';
import { type WrongCountFound, sweepCount } from './wrong-counts.ts';

export interface SweepOptions {
  db: Firestore;
  store: FantasyStore;
  scorer: Pick<Scorer, 'tick' | 'lockDue'>;
  writer: Pick<EntryWriter, 'enter'>;
  /** Asks for shards of a settlement again. */
  settleAgain: (overdue: Overdue) => Promise<void>;
  now: Date;
}

/** `health/fantasy`: what the last sweep found. */
interface Health {
  at: Date;
  contests: number;
  /** Contest -> what is in documents and not in the blocks. */
  missing: Record<string, Missing>;
  /** Contests that have ended and miss nothing: no entry of theirs can change any more. */
  whole: string[];
  overdue: Overdue[];
  /** Final match -> its rows, and how many were counted. */
  wrongCounts: Record<string, WrongCountFound>;
}

/**
 * What no message will do: lets locks fall that are due, counts the teams that were saved in the last minute, looks for entries that never reached the
 * blocks and takes them in, for final matches whose rows are not those that were counted, and asks again for settlements that do not end. What it
 * finds stands in `health/fantasy`, and raises an alarm. One match that fails holds up no other.
 *
 * @throws AggregateError with all that failed, after everything else is done
 */
export async function sweepContests({ db, store, scorer, writer, settleAgain, now }: SweepOptions): Promise<void> {
  const reference = db.doc(`health/${SERVICE}`);
  const last = (await reference.get()).data() as Partial<Health> | undefined;
  const contests = await startedContests(db, now);
  const health: Health = { at: now, contests: contests.length, missing: {}, whole: [], overdue: [], wrongCounts: {} };
  const failures: unknown[] = [];
  const attempt = (work: Promise<void>) => work.catch((error: unknown) => void failures.push(error));

  // Locks come first: what is lost can wait while entries are read.
  const due = contests.filter(({ status, locked }) => status === 'open' && !locked);
  const matchesOf = (some: readonly SweptContest[]) => [...new Set(some.map(({ matchId }) => matchId))];
  await Promise.all(matchesOf(due).map((matchId) => attempt(scorer.lockDue(matchId))));
  for (const matchId of matchesOf([...contests, ...(await comingContests(db, now))]))
    await attempt(hasNewEntries(store, matchId).then((isNew) => (isNew ? scorer.tick(matchId) : undefined)));

  for (const { overdue, isSilent } of await overdueSettlements(db, now)) {
    health.overdue.push(overdue);
    const { contestId, matchId, n, missing } = overdue;
    const message = 'a settlement does not end';
    logger.write({ severity: 'ALERT', message, event: 'settlementOverdue', contestId, matchId, n, missing });
    if (isSilent) await attempt(settleAgain(overdue).then(() => noteAsked(db, overdue, now)));
  }

  const running = contests.filter(({ status }) => status === 'locked');
  for (const matchId of matchesOf(running)) {
    const sweepOne = async () => {
      const found = await sweepCount(store, matchId, last?.wrongCounts?.[matchId]);
      if (found) health.wrongCounts[matchId] = found;
    };
    await attempt(sweepOne());
  }

  for (const contest of contests) {
    const { contestId, status } = contest;
    const hasEnded = status === 'final' || status === 'void';
    const isWhole = hasEnded && last?.whole?.includes(contestId);
    const sweepOne = async () => {
      const missing = isWhole
        ? null
        : await sweepEntries({ store: store.entries, writer }, contest, last?.missing?.[contestId]);
      if (missing) health.missing[contestId] = missing;
      else if (hasEnded) health.whole.push(contestId);
    };
    await attempt(sweepOne());
  }
  await reference.set(health);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} parts of a sweep failed`);
}
