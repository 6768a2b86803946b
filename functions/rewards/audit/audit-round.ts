import { type LedgerProblem, type WalletAuditState } from '@fanfold/game/coins';
import type { DocumentData } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { WalletReport } from './audit-wallet.ts';

/** A wallet that is not what its postings say. */
export interface Difference {
  uid: string;
  problems: readonly LedgerProblem[];
}

/** A wallet with very many postings, as far as its audit has come. */
export interface WithinWallet {
  uid: string;
  /** Of its document when its audit began. */
  fields: DocumentData | null;
  state: WalletAuditState;
}

/** One audit of all wallets, as far as it has come. */
export interface AuditRound {
  /** The last wallet that was audited; null: none yet. The next one follows it by its id. */
  cursor: string | null;
  /** The wallet after it, if it is under way. */
  within: WithinWallet | null;
  wallets: number;
  postings: number;
  /** What the wallets say that the fans have. Beyond 2^53 it is rounded, and so are the sums of the house. */
  fans: number;
  /** What the postings have moved to the accounts of the house, as far as they have any. Together, minus what the fans have. */
  house: Readonly<Record<string, number>>;
  /** What the fans and the house have together, added up wallet by wallet and so exact: 0, or coins came from nowhere. */
  imbalance: number;
  /** Wallets that differ, and the first of them by name. */
  differing: number;
  differences: readonly Difference[];
}

/** Named; of more there is the number. With the longest keys they take 400 KB. */
const MAX_DIFFERENCES = 50;

export const auditRoundSchema: z.ZodType<AuditRound> = z.object({
  cursor: z.string().nullable(),
  within: z.custom<WithinWallet>().nullable(),
  wallets: z.number(),
  postings: z.number(),
  fans: z.number(),
  /** Accounts come and go with releases. */
  house: z.record(z.string(), z.number()),
  imbalance: z.number(),
  differing: z.number(),
  differences: z.array(z.custom<Difference>()),
});

export function newRound(cursor: string | null = null): AuditRound {
  const sums = { wallets: 0, postings: 0, fans: 0, house: {}, imbalance: 0 };
  return { cursor, within: null, ...sums, differing: 0, differences: [] };
}

/** The round after one more wallet. */
export function afterWallet(
  round: AuditRound,
  { uid, postings, available, house, problems }: WalletReport,
): AuditRound {
  const differs = problems.length > 0;
  const isNamed = differs && round.differences.length < MAX_DIFFERENCES;
  const sums = { ...round.house };
  for (const [account, amount] of Object.entries(house)) sums[account] = (sums[account] ?? 0) + amount;
  return {
    cursor: uid,
    within: null,
    wallets: round.wallets + 1,
    postings: round.postings + postings,
    fans: round.fans + available,
    house: sums,
    imbalance: round.imbalance + Object.values(house).reduce((sum, amount) => sum + amount, available),
    differing: round.differing + (differs ? 1 : 0),
    differences: isNamed ? [...round.differences, { uid, problems }] : round.differences,
  };
}
