import { type CampaignTerms, MAX_BATCHES, isDistinct } from '@fanfold/game/coupons';
import { CouponCallError, notFound } from '../coupon-call-error.ts';
import type { BatchRecord, CampaignState } from '../documents.ts';

/** What an operator wants of a campaign that there is. */
export type CampaignChange =
  { kind: 'startCampaign' } | { kind: 'pauseCampaign' | 'endCampaign' } | { kind: 'voidCodes'; batchId: string };

/** Codes that a campaign has at most: an import compares with all of them, in memory. */
const MAX_CODES = 500_000;

/** @throws CouponCallError badTerms */
export function assertTerms({ opensAt, closesAt, codesExpireAt }: CampaignTerms, now: Date): void {
  const problems: string[] = [];
  if (closesAt <= opensAt) problems.push('closesAt');
  if (closesAt <= now.toISOString()) problems.push('closesAt');
  if (codesExpireAt !== null && codesExpireAt < closesAt) problems.push('codesExpireAt');
  if (problems.length === 0) return;
  throw new CouponCallError('badTerms', 'These times make no sense.', {
    status: 'invalid-argument',
    details: { problems: [...new Set(problems)] },
  });
}

/**
 * What an operator's directive makes of a campaign; null: it holds already.
 *
 * @throws CouponCallError campaignEnded, notStarted, noCodes, batchNotFound
 */
export function decideChange(state: CampaignState, change: CampaignChange): CampaignState | null {
  if (change.kind === 'startCampaign') return started(state);
  const changed = restricted(state, change);
  return changed && { ...changed, fence: state.fence + 1 };
}

function restricted(
  state: CampaignState,
  change: Exclude<CampaignChange, { kind: 'startCampaign' }>,
): CampaignState | null {
  switch (change.kind) {
    case 'pauseCampaign':
      return paused(state);
    case 'endCampaign':
      return state.status === 'ended' ? null : { ...state, status: 'ended' };
    case 'voidCodes':
      return withVoid(state, change.batchId);
  }
}

/**
 * The campaign with one more batch; null: it has it.
 *
 * @throws CouponCallError campaignEnded, tooManyCodes
 */
export function decideAddBatch(state: CampaignState, batchId: string, batch: BatchRecord): CampaignState | null {
  if (Object.hasOwn(state.batches, batchId)) return null;
  assertNotEnded(state);
  const batches = { ...state.batches, [batchId]: batch };
  if (Object.keys(batches).length > MAX_BATCHES) throw tooManyCodes('campaign', MAX_BATCHES);
  const codes = Object.values(batches).map(({ source, units }) => (isDistinct(source) ? units : 1));
  if (codes.reduce((sum, units) => sum + units, 0) > MAX_CODES) throw tooManyCodes('campaign', MAX_CODES);
  return { ...state, batches, isSoldOut: false };
}

function started(state: CampaignState): CampaignState | null {
  assertNotEnded(state);
  if (state.status === 'live') return null;
  if (Object.values(state.batches).every(({ isVoid }) => isVoid))
    throw new CouponCallError('noCodes', 'Add codes first.');
  return { ...state, status: 'live' };
}

function paused(state: CampaignState): CampaignState | null {
  assertNotEnded(state);
  if (state.status === 'draft') throw new CouponCallError('notStarted', 'The campaign has not been started.');
  return state.status === 'paused' ? null : { ...state, status: 'paused' };
}

function withVoid(state: CampaignState, batchId: string): CampaignState | null {
  const batch = Object.hasOwn(state.batches, batchId) ? state.batches[batchId] : undefined;
  if (!batch) throw notFound('batchNotFound', 'The campaign has no such batch.');
  return batch.isVoid ? null : { ...state, batches: { ...state.batches, [batchId]: { ...batch, isVoid: true } } };
}

/** @throws CouponCallError campaignEnded */
export function assertNotEnded({ status }: CampaignState): void {
  if (status === 'ended') throw new CouponCallError('campaignEnded', 'The campaign has ended, for good.');
}

/** @param most codes, or batches of them */
export function tooManyCodes(of: 'campaign' | 'brand', most: number): CouponCallError {
  return new CouponCallError('tooManyCodes', `A ${of} takes no more.`, { details: { most } });
}
