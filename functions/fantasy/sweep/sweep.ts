import type { Firestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import type { EntryWriter } from '../entries/entry-writer.ts';
import type { FantasyStore } from '../scorer/fantasy-store.ts';
import { SERVICE } from '../scorer/state.ts';
import type { Scorer } from '../scorer/scorer.ts';
import { entriesOf } from '../entries/directory.ts';
import { contestStateOf } from '../scorer/state.ts';
import { type SweptContest, comingContests, contestsById, startedContests } from './contests.ts';
import { sweepDirectory } from './full-directories.ts';
import { type HeldSettlement, sweepHeld } from './held-settlements.ts';
import { type Missing, sweepEntries } from './missing-entries.ts';
import { type Overdue, noteAsked, overdueSettlements } from './overdue.ts';
import { type SweptMatch, hasNewEntries, readMatch } from './swept-match.ts';
import { type WrongCountFound, sweepCount } from './wrong-counts.ts';

export interface SweepOptions {
  db: Firestore;
  store: FantasyStore;
  scorer: Pick<Scorer, 'tick' | 'lockDue'>;
  writer: Pick<EntryWriter, 'enter' | 'reload'>;
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
  /** Match -> bytes of its directory of entries, which nears its limit. */
  fullDirectories: Record<string, number>;
  /** Contest -> who holds its settlement, and why. */
  held: Record<string, HeldSettlement>;
  overdue: Overdue[];
  /** Final match -> its rows, and how many were counted. */
  wrongCounts: Record<string, WrongCountFound>;
}

/**
 * What no message will do: lets locks fall that are due, counts the teams that were saved in the last minute, looks for entries that never reached the
 * blocks and takes them in, for final matches whose rows are not those that were counted, for settlements that are held and forgotten, and asks again for
 * those that do not end. What it finds stands in `health/fantasy`, and raises an alarm. One match or query that fails holds up no other.
 *
 * @throws AggregateError with all that failed, after everything else is done
 */
export async function sweepContests({ db, store, scorer, writer, settleAgain, now }: SweepOptions): Promise<void> {
  const reference = db.doc(`health/${SERVICE}`);
  const last = (await reference.get()).data() as Partial<Health> | undefined;
  const contests = await startedContests(db, now);
  const health: Health = {
    at: now,
    contests: contests.length,
    missing: {},
    whole: [],
    fullDirectories: {},
    held: {},
    overdue: [],
    wrongCounts: {},
  };
  const failures: unknown[] = [];
  const attempt = <T, F = undefined>(work: Promise<T>, otherwise?: F): Promise<T | F> =>
    work.catch((error: unknown) => {
      failures.push(error);
      return otherwise as F;
    });
  const matches = new Map<string, SweptMatch>();

  // Locks come first: what is lost can wait while entries are read.
  const due = contests.filter(({ status, locked }) => status === 'open' && !locked);
  const matchesOf = (some: readonly SweptContest[]) => [...new Set(some.map(({ matchId }) => matchId))];
  await Promise.all(matchesOf(due).map((matchId) => attempt(scorer.lockDue(matchId))));
  for (const matchId of matchesOf([...contests, ...(await attempt(comingContests(db, now), []))])) {
    const sweepOne = async () => {
      const match = await readMatch(store, matchId);
      matches.set(matchId, match);
      const bytes = sweepDirectory(match.directory, matchId);
      if (bytes !== null) health.fullDirectories[matchId] = bytes;
      if (hasNewEntries(match)) await scorer.tick(matchId);
    };
    await attempt(sweepOne());
  }

  for (const { overdue, isSilent } of await attempt(overdueSettlements(db, now), [])) {
    health.overdue.push(overdue);
    const { contestId, matchId, n, missing } = overdue;
    const message =
      `settlement ${n} of contest ${contestId} does not end: its shards are asked for again every ten minutes. ` +
      'Look into the errors of onSettlementShard';
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
    const { contestId, matchId, status } = contest;
    const hasEnded = status === 'final' || status === 'void';
    const match = matches.get(matchId);
    const isWhole = hasEnded && last?.whole?.includes(contestId) && match && entriesOf(match.directory, contestId);
    const sweepOne = async () => {
      const missing = isWhole
        ? null
        : await sweepEntries({ store: store.entries, writer }, contest, last?.missing?.[contestId]);
      if (missing) health.missing[contestId] = missing;
      else if (hasEnded) health.whole.push(contestId);
    };
    await attempt(sweepOne());
  }

  const unseen = Object.keys(last?.held ?? {}).filter((id) => !contests.some(({ contestId }) => contestId === id));
  for (const contest of [...contests, ...(await attempt(contestsById(db, unseen), []))]) {
    const { contestId, matchId } = contest;
    const sweepOne = async () => {
      const { contests: states } = matches.get(matchId) ?? (await readMatch(store, matchId));
      if (contestStateOf(states, contestId)?.directives.settlement !== 'hold') return;
      health.held[contestId] = await sweepHeld(db, contest, last?.held?.[contestId], now);
    };
    await attempt(sweepOne());
  }
  await reference.set(health);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} parts of a sweep failed`);
}
