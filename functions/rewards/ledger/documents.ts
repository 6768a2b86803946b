import {
  CURRENCIES,
  type HouseAccount,
  HOUSE_ACCOUNTS,
  POSTING_KINDS,
  REQUEST_PROBLEMS,
  type Posting,
  type PostingKind,
  type Refusal,
  type Wallet,
  nextExpiry,
} from '@fanfold/game/coins';
import { auditRecordSchema } from '@fanfold/kit/calls';
import { z } from 'zod';

export const SERVICE = 'rewards';

export function walletPath(uid: string): string {
  return `wallets/${uid}`;
}

export function postingPath(uid: string, key: string): string {
  return `${walletPath(uid)}/postings/${key}`;
}

/** What operators have said about a wallet, and why: no fan reads it. */
export function directivesPath(uid: string): string {
  return `${walletPath(uid)}/state/directives`;
}

export const WALLET_DIRECTIVES = ['reversePosting'] as const;

const directiveSchema = auditRecordSchema(WALLET_DIRECTIVES).extend({ key: z.string() });

export type WalletDirective = z.infer<typeof directiveSchema>;

/** Fields of `wallets/{uid}/state/directives`. */
export const directivesSchema = z.object({
  /** See `audited`. */
  audit: z.array(directiveSchema),
});

const balanceSchema = z.object({ available: z.number(), debt: z.number(), lots: z.record(z.string(), z.number()) });

const walletSchema = z.object({
  balances: z.record(z.enum(CURRENCIES), balanceSchema),
  seq: z.number(),
  head: z.string(),
});

/** Fields of `wallets/{uid}`: the wallet, and what a sweep finds it by. At most some 17 KB: see MAX_EXPIRY_DAYS. */
export function walletFields(wallet: Wallet) {
  return { ...wallet, nextExpiry: nextExpiry(wallet) };
}

export function readWalletFields(fields: unknown): Wallet {
  return walletSchema.parse(fields);
}

const namesOf = <Name extends string>(list: Record<Name, unknown>) => Object.keys(list) as [Name, ...Name[]];

const houseLegSchema = z.object({ account: z.enum(namesOf<HouseAccount>(HOUSE_ACCOUNTS)), amount: z.number() });

/** Strict: a field that was added to a posting is a change of the past. */
const postingSchema: z.ZodType<Posting> = z.strictObject({
  key: z.string(),
  seq: z.number(),
  kind: z.enum(namesOf<PostingKind>(POSTING_KINDS)),
  currency: z.enum(CURRENCIES),
  legs: z.tuple([z.object({ account: z.literal('fan'), amount: z.number() }), houseLegSchema]),
  lots: z.record(z.string(), z.number()),
  debt: z.number(),
  balance: z.number(),
  reverses: z.string().nullable(),
  reason: z.string(),
  body: z.record(z.string(), z.unknown()),
  bodyHash: z.string(),
  at: z.string(),
  previous: z.string(),
  hash: z.string(),
});

const refusalSchema: z.ZodType<Refusal> = z.strictObject({
  key: z.string(),
  refused: z.enum(['insufficient', ...REQUEST_PROBLEMS]),
  bodyHash: z.string(),
  at: z.string(),
});

const recordSchema = z.union([postingSchema, refusalSchema]);

/** What stands under a key, in `wallets/{uid}/postings/{key}`. Only postings have a `seq`, by which a statement lists them. */
export function readRecord(fields: unknown): Posting | Refusal {
  return recordSchema.parse(fields);
}
