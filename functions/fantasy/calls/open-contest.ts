import type { MatchRow } from '@fanfold/game/match';
import { type Caller, assertOps, documentId, shownTitle, transact } from '@fanfold/kit/calls';
import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { FantasyStore } from '../scorer/fantasy-store.ts';
import { lockPath } from '../scorer/lock.ts';
import { NO_CONTEST_STATE, contestStateOf } from '../scorer/state.ts';
import { type TermsDocument, termsPath } from '../scorer/terms.ts';
import { decideOpenContest } from './decide-open-contest.ts';
import type { ContestDocument } from './save-entry.ts';
import { prizesSchema, rulesSchema, scoringSchema } from './terms-schema.ts';

export const openContestSchema = z.strictObject({
  contestId: documentId,
  matchId: documentId,
  /** Null: called after the match. */
  name: shownTitle.nullable(),
  rules: rulesSchema,
  scoring: scoringSchema,
  prizes: prizesSchema,
});

/**
 * Opens a contest on a match, beside its default one, or sets the terms of one that nobody has entered. Its documents follow with the scorer's
 * next commit, which is asked for. Calling again is fine.
 *
 * @throws CallError opsRequired, tryAgain, and what `decideOpenContest` throws
 */
export async function openContest(
  db: Firestore,
  caller: Caller,
  { contestId, matchId, ...terms }: z.infer<typeof openContestSchema>,
): Promise<{ contestId: string }> {
  assertOps(caller);
  const store = new FantasyStore(db);
  const contestReference = db.doc(`contests/${contestId}`);
  const termsReference = db.doc(termsPath(contestId));
  const firstEntry = contestReference.collection('entries').limit(1).select();
  await transact(db, async (transaction) => {
    const state = await store.load(matchId, transaction);
    const match = state.rows.table('matches').live<MatchRow>()[0];
    const [contestSnapshot, termsSnapshot, otherMatch] = await transaction.getAll(
      contestReference,
      termsReference,
      store.reference(contestId),
    );
    const contest = contestSnapshot?.data() as ContestDocument | undefined;
    const known = termsSnapshot?.data() as TermsDocument | undefined;
    const document = decideOpenContest(
      {
        match,
        contest: contest && { matchId: contest.matchId, isLocked: contest.lockedAt !== null },
        terms: known,
        isOfOtherMatch: contestId !== matchId && otherMatch?.exists === true,
        isEntered: !(await transaction.get(firstEntry)).empty,
      },
      matchId,
      terms,
    );
    if (!document) return;
    const rev = state.rev + 1;
    transaction.set(termsReference, document);
    // Teams that are saved before the scorer's commit already meet the new rules; a save that has read the old ones has read the lock too.
    const { name, ...shown } = terms;
    if (contest) {
      transaction.update(contestReference, { ...shown, ...(name !== null && { name }) });
      transaction.set(db.doc(lockPath(contestId)), { terms: rev }, { merge: true });
    }
    transaction.update(
      store.reference(matchId),
      'rev',
      rev,
      'writes',
      state.writes + (contest ? 4 : 2),
      // Ids may have dots.
      new FieldPath('contests', contestId),
      { ...(contestStateOf(state.own.contests, contestId) ?? NO_CONTEST_STATE), terms: rev },
    );
  });
  return { contestId };
}
