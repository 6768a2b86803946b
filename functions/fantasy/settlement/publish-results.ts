import { ACTIVITY_TOPIC, type Activity, GRANTS_TOPIC, type Grant, type PublishItems } from '@fanfold/kit/messages';
import type { Result, SettlementDocument } from './settlement.ts';

/**
 * Coins and news of these results, by entry id: what each one's own settlement has brought; what earlier ones brought is with Pub/Sub. All of
 * it follows from the results as they stand, so a repeat publishes the same.
 *
 * @param pinnedAt when each one's own settlement was pinned, by its number: the time that the news count for
 */
export async function publishResults(
  publish: PublishItems,
  { contestId, matchId }: SettlementDocument,
  pinnedAt: ReadonlyMap<number, Date>,
  results: ReadonlyMap<string, Result>,
): Promise<void> {
  const all = [...results];
  await publish(
    GRANTS_TOPIC,
    all.flatMap(([entryId, result]) => grantOf(contestId, matchId, entryId, result) ?? []),
  );
  await publish(
    ACTIVITY_TOPIC,
    all.flatMap(
      ([entryId, result]) =>
        activityOf(contestId, matchId, pinnedAt.get(result.settlement) as Date, entryId, result) ?? [],
    ),
  );
}

function grantOf(
  contestId: string,
  matchId: string,
  entryId: string,
  { uid, rank, of, grants, settlement }: Result,
): Grant | null {
  const amount = grants[settlement];
  if (amount === undefined) return null;
  const body = { contestId, matchId, entryId, rank, of, settlement };
  return { v: 1, id: `fantasy:${contestId}:${entryId}:${settlement}`, uid, amount, reason: 'fantasy.prize', body };
}

/** What a fan is told: how the contest ended for them, and later only what changed. */
function activityOf(
  contestId: string,
  matchId: string,
  pinnedAt: Date,
  entryId: string,
  result: Result,
): Activity | null {
  const { uid, points, rank, of, coins, before, settlement } = result;
  const touched = !before || before.rank !== rank || before.coins !== coins || before.void !== result.void;
  if (!touched) return null;
  const id = `fantasy:${contestId}:${entryId}:result:${settlement}`;
  // A match that is played after all has not been corrected: its contest ends now.
  const ended = before && !before.void ? 'fantasy.corrected' : 'fantasy.finished';
  const kind = result.void ? 'fantasy.voided' : ended;
  const then = before && { points: before.points, rank: before.rank, coins: before.coins };
  return {
    v: 1,
    id,
    uid,
    kind,
    at: pinnedAt.toISOString(),
    matchId,
    body: { contestId, entryId, points, rank, of, coins, ...(then && { before: then }) },
  };
}
