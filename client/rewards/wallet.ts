import { type Posting, dayOf, expiringCoins, fanAmount, reasonWords, spendable } from '@fanfold/game/coins';
import type { LiveWallet, Statement, StoredWallet } from './documents.ts';

/** A wallet as it is now: coins whose last day is over are gone, also before their expiry is posted. A fan without postings has nothing. */
export function liveWallet(stored: StoredWallet | null, now: Date): LiveWallet {
  if (!stored) return { available: 0, debt: 0, expiring: [] };
  const { coins } = stored.balances;
  return {
    available: spendable(coins, now),
    debt: coins.debt,
    expiring: expiringCoins(coins).filter(({ on }) => on >= dayOf(now)),
  };
}

/**
 * @param postings newest first, one more than `wanted` where there is one: it says that there are others
 * @param matches what each match is called, by its id
 */
export function statementOf(
  postings: readonly Posting[],
  wanted: number,
  matches: ReadonlyMap<string, string>,
): Statement {
  const lines = postings.slice(0, wanted).map((posting) => {
    const { key, seq, at, kind, balance, body } = posting;
    const named = { match: matches.get(String(body['matchId'])) ?? null, campaign: textOf(body['title']) };
    return { key, seq, at, kind, amount: fanAmount(posting), balance, words: reasonWords(posting, named) };
  });
  return { lines, hasMore: postings.length > wanted };
}

/** The matches that postings are about, each once. */
export function matchIdsOf(postings: readonly Posting[]): string[] {
  return [...new Set(postings.flatMap(({ body }) => textOf(body['matchId']) ?? []))];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
