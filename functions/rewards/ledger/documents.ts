import {
  CURRENCIES,
  type Currency,
  type HouseAccount,
  HOUSE_ACCOUNTS,
  POSTING_KINDS,
  REQUEST_PROBLEMS,
  type Posting,
  type PostingKind,
  type Refusal,
  type StoredWallet,
  type Wallet,
  allBalances,
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

const directiveSchema = auditRecordSchema<'reversePosting'>().extend({ key: z.string() });

export type WalletDirective = z.infer<typeof directiveSchema>;

/** Fields of `wallets/{uid}/state/directives`. */
export const directivesSchema = z.object({
  /** See `audited`. */
  audit: z.array(directiveSchema),
});

const days = z.record(z.string(), z.number());

const balanceSchema = z.object({
  available: z.number(),
  debt: z.number(),
  lots: days,
  /** Wallets have it since corrections ask for it. */
  expired: days.default({}),
});

/** Fields of `wallets/{uid}`: see StoredWallet. At most some 25 KB: see MAX_EXPIRY_DAYS and EXPIRED_KEPT_DAYS. */
const walletSchema = z.object({
  balances: z.record(z.string(), balanceSchema).transform(allBalances),
  seq: z.number(),
  /** Wallets have it since they count them. */
  refusals: z.number().default(0),
  head: z.string(),
});

/** Without fields of another release: while one replaces the other, both book. */
export function readWalletFields(fields: unknown): Wallet {
  return walletSchema.parse(fields);
}

/** All that stands there, so that an audit sees a field too many; with the fields and currencies that came after it was written. */
export function readStoredWallet(fields: unknown): StoredWallet {
  const { balances, refusals } = walletSchema.extend({ nextExpiry: z.string().nullable() }).parse(fields);
  const stored = fields as StoredWallet;
  const whole = Object.entries(balances).map(([name, balance]) => {
    const currency = name as Currency;
    return [currency, { ...balance, ...stored.balances[currency] }];
  });
  return { ...stored, refusals, balances: Object.fromEntries(whole) as StoredWallet['balances'] };
}

const namesOf = <Name extends string>(list: Record<Name, unknown>) => Object.keys(list) as [Name, ...Name[]];

const houseLegSchema = z.strictObject({ account: z.enum(namesOf<HouseAccount>(HOUSE_ACCOUNTS)), amount: z.number() });

/** Strict: a field that was added to a posting, or to a leg of it, is a change of the past. */
const postingSchema: z.ZodType<Posting> = z.strictObject({
  key: z.string(),
  seq: z.number(),
  kind: z.enum(namesOf<PostingKind>(POSTING_KINDS)),
  currency: z.enum(CURRENCIES),
  legs: z.tuple([z.strictObject({ account: z.literal('fan'), amount: z.number() }), houseLegSchema]),
  lots: days,
  expired: days,
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
