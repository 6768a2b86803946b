import { groupBy } from '@fanfold/kit/ops';
import type { Firestore } from 'firebase-admin/firestore';
import { leaveLeague } from '../calls/leagues.ts';
import { matchOfContest } from '../entries/contest-match.ts';
import type { EntryWriter } from '../entries/entry-writer.ts';
import type { Scorer } from '../scorer/scorer.ts';
import { type FanEntry, entriesOfFan } from './entries-of-fan.ts';

export interface EraseFanOptions {
  db: Firestore;
  writer: Pick<EntryWriter, 'erase'>;
  scorer: Pick<Scorer, 'tick'>;
}

/**
 * Deletes all that this service keeps of a fan: memberships of leagues, and entries with their results, in whatever state their contests are. No call
 * writes anything of theirs any more, since their tombstone stands. An entry leaves its block first, where a tombstone of its own stays; then ranks and
 * leaderboard follow; its documents go last, so that a run that is cut off finds again what it has not ended. One contest that fails holds up no other.
 *
 * @throws AggregateError with all that failed, after everything else is done
 */
export async function eraseFan(options: EraseFanOptions, uid: string): Promise<void> {
  const { db } = options;
  const failures: unknown[] = [];
  const attempt = (work: Promise<unknown>) => work.catch((error: unknown) => void failures.push(error));
  const leagues = await db.collection('leagues').where('members', 'array-contains', uid).select().get();
  for (const { id } of leagues.docs) await attempt(leaveLeague(db, { uid }, { leagueId: id }));
  for await (const entries of entriesOfFan(db, uid)) {
    for (const [contestId, own] of groupBy(entries, (entry) => entry.contestId))
      await attempt(eraseEntries(options, contestId, own));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} parts of an erasure failed`);
}

async function eraseEntries(
  { db, writer, scorer }: EraseFanOptions,
  contestId: string,
  entries: readonly FanEntry[],
): Promise<void> {
  const matchId = await matchOfContest(db, contestId);
  if (matchId !== undefined) {
    await Promise.all(entries.map(({ id }) => writer.erase(matchId, contestId, id)));
    await scorer.tick(matchId);
  }
  const batch = db.batch();
  for (const { id } of entries)
    for (const kind of ['results', 'entries']) batch.delete(db.doc(`contests/${contestId}/${kind}/${id}`));
  await batch.commit();
}
