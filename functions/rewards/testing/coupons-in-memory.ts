import { type Posting, WalletAudit } from '@fanfold/game/coins';
import { bodyHash } from '@fanfold/kit/calls';
import type { RedemptionRequest } from '@fanfold/kit/messages';
import { Timestamp } from 'firebase-admin/firestore';
import { MemoryFirestore } from '../../kit/testing/memory-firestore.ts';
import { type CampaignState, type RedemptionDocument, campaignStateSchema } from '../coupons/documents.ts';
import { readRecord, readStoredWallet } from '../ledger/documents.ts';
import { CAMPAIGN, CouponsPlace, TERMS } from './coupons-place.ts';

type Step = (kind: 'read' | 'commit', paths: readonly string[]) => void | Promise<void>;

/** Coupons on a Firestore in memory, of which a spec sees and changes everything. */
export class CouponsInMemory extends CouponsPlace {
  readonly memory: MemoryFirestore;
  /** Paths of each, since `watch`. */
  commits: (readonly string[])[] = [];
  reads: (readonly string[])[] = [];

  constructor(memory = new MemoryFirestore()) {
    super(memory.firestore);
    this.memory = memory;
  }

  /** From now on, with what else is to happen before each. */
  watch(also: Step = () => undefined): void {
    [this.commits, this.reads] = [[], []];
    this.memory.before = (kind, paths) => {
      (kind === 'commit' ? this.commits : this.reads).push(paths);
      return also(kind, paths);
    };
  }

  /** How many redemptions each commit was about. */
  get redemptionsOfCommits(): number[] {
    return this.commits.map((paths) => paths.filter((path) => path.startsWith('redemptions/')).length);
  }

  get redemptions(): RedemptionDocument[] {
    const found = [...this.memory.documents].filter(([path]) => path.startsWith('redemptions/'));
    return found.map(([, { data }]) => data as RedemptionDocument);
  }

  ended(status: RedemptionDocument['status']): RedemptionDocument[] {
    return this.redemptions.filter((redemption) => redemption.status === status);
  }

  statuses(requests: readonly RedemptionRequest[]): Promise<string[]> {
    return Promise.all(requests.map(async ({ id }) => (await this.redemption(id)).status));
  }

  fields(path: string): Record<string, unknown> | undefined {
    return this.memory.documents.get(path)?.data;
  }

  get state(): CampaignState {
    return campaignStateSchema.parse(this.fields(`campaigns/${CAMPAIGN}/state/campaign`));
  }

  /** As if somebody else had written it once more. */
  touch(path: string): void {
    const stored = this.memory.documents.get(path);
    if (!stored) return;
    const { seconds, nanoseconds } = stored.updateTime;
    this.memory.documents.set(path, { ...stored, updateTime: new Timestamp(seconds, 1 + nanoseconds) });
  }

  /** A redemption of each fan, who can pay for so many. */
  async askAll(uids: readonly string[], coupons = 1): Promise<RedemptionRequest[]> {
    for (const uid of new Set(uids)) await this.fund(uid, coupons * TERMS.price);
    return this.askMany(uids.map((uid, n) => ({ uid, key: `key-${n}` })));
  }

  /** As messages of one each. */
  takeAll(requests: readonly RedemptionRequest[], redeemer = this.instance()) {
    return Promise.allSettled(requests.map((request) => redeemer.take([request])));
  }

  /** Asks, and has it decided. @returns the id */
  async redeem(uid: string): Promise<string> {
    const id = await this.ask(uid);
    await this.instance().take(this.messages.splice(0));
    return id;
  }

  /** What an audit finds wrong with a wallet. */
  problemsOf(uid: string) {
    const below = `wallets/${uid}/postings/`;
    const found = [...this.memory.documents].filter(([path]) => path.startsWith(below));
    const postings = found.map(([, { data }]) => readRecord(data) as Posting);
    const audit = new WalletAudit(uid, bodyHash);
    for (const posting of postings.sort((a, b) => a.seq - b.seq)) audit.take(posting);
    return audit.problems(readStoredWallet(this.fields(`wallets/${uid}`)));
  }
}

export function fans(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `fan-${n}`);
}
