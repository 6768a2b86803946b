import { erasedFanPath } from '@fanfold/kit/calls';
import type { RedemptionRequest } from '@fanfold/kit/messages';
import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { postingPath, walletPath } from '../../ledger/documents.ts';
import type { OpenWallet } from '../../ledger/open-wallet.ts';
import { openWallets } from '../../ledger/read-wallets.ts';
import { type RedemptionDocument, campaignStateSchema, claimsPath, redemptionPath, statePath } from '../documents.ts';
import { learnSlots } from '../stock/open-slots.ts';
import type { SlotBoard } from '../stock/slot-board.ts';
import { priceKey } from './price-request.ts';

/** What redemptions are decided by, as it was read at once. */
export interface BatchReads {
  of: (path: string) => DocumentSnapshot;
  /** Campaign -> its slots, in the order in which to try them; the first one was read. */
  slots: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads all that redemptions need, by one call: mostly the first slot of a campaign has units for all of them. Of campaigns whose slots this instance does not
 * know, the first slots come by one more: by one for each campaign, those of fifty would take a second.
 */
export async function readBatch(
  { db, board }: { db: Firestore; board: SlotBoard },
  requests: readonly RedemptionRequest[],
): Promise<BatchReads> {
  const campaigns = [...new Set(requests.map(({ body }) => body.campaignId))];
  const slots = new Map(campaigns.map((campaignId) => [campaignId, board.next(campaignId)]));
  const paths = new Set([
    ...requests.flatMap((request) => [...ownPaths(request), erasedFanPath(request.uid)]),
    ...campaigns.map(statePath),
    ...[...slots.values()].flatMap((inOrder) => inOrder.slice(0, 1)),
  ]);
  const read = await db.getAll(...[...paths].map((path) => db.doc(path)));
  const snapshots = new Map(read.map((snapshot) => [snapshot.ref.path, snapshot]));
  const first: string[] = [];
  for (const campaignId of campaigns.filter((each) => slots.get(each)?.length === 0)) {
    const state = campaignStateSchema.safeParse(snapshots.get(statePath(campaignId))?.data());
    // What cannot be read is found by who decides.
    if (!state.success) continue;
    learnSlots(board, campaignId, state.data);
    const inOrder = board.next(campaignId);
    slots.set(campaignId, inOrder);
    first.push(...inOrder.slice(0, 1));
  }
  if (first.length > 0)
    for (const snapshot of await db.getAll(...first.map((path) => db.doc(path))))
      snapshots.set(snapshot.ref.path, snapshot);
  const of = (path: string) => {
    const snapshot = snapshots.get(path);
    if (!snapshot) throw new Error(`${path} was not read`);
    return snapshot;
  };
  return { of, slots };
}

/** A redemption of this fan and campaign; undefined: there is none. */
export function redemptionIn(reads: BatchReads, { id, uid, body }: RedemptionRequest): RedemptionDocument | undefined {
  const redemption = reads.of(redemptionPath(id)).data() as RedemptionDocument | undefined;
  return redemption?.uid === uid && redemption.campaignId === body.campaignId ? redemption : undefined;
}

/**
 * The wallet of a fan.
 *
 * @param requests all of theirs
 * @throws UnreadableWalletError
 */
export function walletIn(reads: BatchReads, uid: string, requests: readonly RedemptionRequest[], at: Date): OpenWallet {
  const keys = [...new Set(requests.map(({ id }) => priceKey(id)))];
  const snapshots = [walletPath(uid), ...keys.map((key) => postingPath(uid, key))].map(reads.of);
  const [wallet] = openWallets([{ uid, keys }], snapshots, at);
  return wallet as OpenWallet;
}

/** Whether what a redemption writes, its slot apart, has changed between two reads. */
export function hasChanged(request: RedemptionRequest, before: BatchReads, now: BatchReads): boolean {
  return ownPaths(request).some((path) => {
    const [earlier, later] = [before.of(path).updateTime, now.of(path).updateTime];
    return earlier && later ? !earlier.isEqual(later) : earlier !== later;
  });
}

function ownPaths({ id, uid, body: { campaignId } }: RedemptionRequest): string[] {
  return [redemptionPath(id), claimsPath(campaignId, uid), walletPath(uid), postingPath(uid, priceKey(id))];
}
