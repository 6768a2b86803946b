import { isDeepStrictEqual } from 'node:util';
import type { ContestStatus } from '@fanfold/game/fantasy';
import type { EventRow, MatchRow } from '@fanfold/game/match';
import {
  type Caller,
  assertOps,
  audited,
  documentId,
  logDirective,
  moment,
  reason,
  transact,
} from '@fanfold/kit/calls';
import { FieldPath, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  type DirectiveKind,
  type DirectiveRecord,
  type DirectivesDocument,
  directivesDocumentSchema,
  directivesPath,
} from '../scorer/directives.ts';
import { FantasyStore } from '../scorer/fantasy-store.ts';
import { type LockDocument, lockPath } from '../scorer/lock.ts';
import { NOTHING_SHOWN, SERVICE, contestStateOf } from '../scorer/state.ts';
import { type DirectiveDecision, decideDirective } from './decide-directive.ts';
import { FantasyCallError } from './fantasy-call-error.ts';

export const directiveSchema = z.strictObject({ contestId: documentId, reason });
/** Null: when the match says. */
export const moveLockSchema = directiveSchema.extend({ until: moment.nullable() });
export const reopenContestSchema = directiveSchema.extend({ until: moment.nullable().default(null) });

export interface DirectiveReceipt {
  contestId: string;
  status: ContestStatus;
  /** When the lock falls: ISO 8601, UTC. */
  lockAt: string;
  warning: DirectiveDecision['warning'];
}

/**
 * Carries out what an operator says about a contest. What fans meet at once (the lock, the status) is written in the same transaction; all else follows
 * with the scorer's next commit, which is asked for. A directive that holds already writes nothing.
 *
 * @throws CallError opsRequired, contestNotFound, matchNotFound, tryAgain, and those of `decideDirective`
 */
export async function directContest(
  db: Firestore,
  caller: Caller,
  kind: DirectiveKind,
  { contestId, reason: why, until = null }: z.infer<typeof directiveSchema> & { until?: string | null },
  now: () => Date,
): Promise<DirectiveReceipt> {
  assertOps(caller);
  const store = new FantasyStore(db);
  const contestReference = db.doc(`contests/${contestId}`);
  const directivesReference = db.doc(directivesPath(contestId));
  const lockReference = db.doc(lockPath(contestId));
  const { receipt, record } = await transact(db, async (transaction) => {
    const matchId = (await transaction.get(contestReference)).get('matchId') as string | undefined;
    if (matchId === undefined) throw notFound('contestNotFound', 'There is no such contest.');
    const stored = await store.load(matchId, transaction);
    const [known, knownLock] = await transaction.getAll(directivesReference, lockReference);
    const state = contestStateOf(stored.own.contests, contestId);
    const match = stored.rows.table('matches').live<MatchRow>()[0];
    if (!state) throw notFound('contestNotFound', 'There is no such contest.');
    if (!match) throw notFound('matchNotFound', 'The rows of the match are not here.');

    const at = now();
    const events = stored.rows.table('match_events').live<EventRow>();
    const { lock, directives, status, warning } = decideDirective({ match, events, ...state }, { kind, until }, at);
    const receipt: DirectiveReceipt = { contestId, status, lockAt: lock.lockAt, warning };
    if (isDeepStrictEqual([lock, directives], [state.lock, state.directives])) return { receipt, record: null };

    const record: DirectiveRecord = { at: at.toISOString(), uid: caller.uid, directive: kind, until, reason: why };
    const audit = known?.exists ? directivesDocumentSchema.parse(known.data()).audit : [];
    const document: DirectivesDocument = { matchId, inForce: directives, audit: audited(audit, record) };
    const { lockedAt, lockAt, salt } = lock;
    const lockedSince = lockedAt === null ? null : Timestamp.fromDate(new Date(lockedAt));
    const rev = stored.rev + 1;
    const isFull = knownLock?.get('isFull') === true;
    const lockDocument: LockDocument & { rev: number } = { matchId, status, isFull, ...lock, rev };
    transaction.set(directivesReference, document);
    transaction.set(lockReference, lockDocument);
    // Teams are secret while this says that they may be changed.
    transaction.update(contestReference, { status, lockedAt: lockedSince, lockAt, salt });
    transaction.update(
      store.reference(matchId),
      'rev',
      rev,
      'writes',
      stored.writes + 4,
      // Ids may have dots.
      new FieldPath('contests', contestId),
      { ...state, lock, directives, shown: NOTHING_SHOWN },
    );
    return { receipt, record };
  });
  if (record) logDirective('directive', { service: SERVICE, contestId }, record);
  return receipt;
}

function notFound(code: 'contestNotFound' | 'matchNotFound', message: string): FantasyCallError {
  return new FantasyCallError(code, message, { status: 'not-found' });
}
