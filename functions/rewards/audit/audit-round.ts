import { HOUSE_ACCOUNTS, type HouseAccount, type LedgerProblem } from '@fanfold/game/coins';
import { z } from 'zod';
import type { WalletReport } from './audit-wallet.ts';

/** A wallet that is not what its postings say. */
export interface Difference {
  uid: string;
  problems: readonly LedgerProblem[];
}

/** One audit of all wallets, as far as it has come. */
export interface AuditRound {
  /** The last wallet that was audited; null: none yet. The next one follows it by its id. */
  cursor: string | null;
  wallets: number;
  postings: number;
  /** What the wallets say that the fans have. */
  fans: number;
  /** What the postings have moved to the accounts of the house. Together, minus what the fans have. */
  house: Readonly<Record<HouseAccount, number>>;
  /** Wallets that differ, and the first of them by name. */
  differing: number;
  differences: readonly Difference[];
}

/** Named; of more there is the number. */
const MAX_DIFFERENCES = 100;

const houseSchema = z.record(z.enum(Object.keys(HOUSE_ACCOUNTS) as [HouseAccount, ...HouseAccount[]]), z.number());

export const auditRoundSchema: z.ZodType<AuditRound> = z.object({
  cursor: z.string().nullable(),
  wallets: z.number(),
  postings: z.number(),
  fans: z.number(),
  house: houseSchema,
  differing: z.number(),
  differences: z.array(z.custom<Difference>()),
});

export function newRound(cursor: string | null = null): AuditRound {
  const house = Object.fromEntries(Object.keys(HOUSE_ACCOUNTS).map((account) => [account, 0]));
  return {
    cursor,
    wallets: 0,
    postings: 0,
    fans: 0,
    house: house as Record<HouseAccount, number>,
    differing: 0,
    differences: [],
  };
}

/** The round after one more wallet. */
export function afterWallet(
  round: AuditRound,
  { uid, postings, available, house, problems }: WalletReport,
): AuditRound {
  const differs = problems.length > 0;
  const isNamed = differs && round.differences.length < MAX_DIFFERENCES;
  const accounts = Object.entries(round.house) as [HouseAccount, number][];
  return {
    cursor: uid,
    wallets: round.wallets + 1,
    postings: round.postings + postings,
    fans: round.fans + available,
    house: Object.fromEntries(
      accounts.map(([account, amount]) => [account, amount + (house.get(account) ?? 0)]),
    ) as AuditRound['house'],
    differing: round.differing + (differs ? 1 : 0),
    differences: isNamed ? [...round.differences, { uid, problems }] : round.differences,
  };
}

/** What the fans and the house have together: 0, or coins came from nowhere. */
export function imbalance({ fans, house }: AuditRound): number {
  return Object.values(house).reduce((sum, amount) => sum + amount, fans);
}
