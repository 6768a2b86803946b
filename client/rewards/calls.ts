import { documentId } from '../document-id.ts';
import type { Call } from '../call.ts';
import type { Listener } from '../live/watched.ts';
import type { Watching } from '../live/watching.ts';
import type { LiveRedemption } from './documents.ts';

/** What a fan can do with their coins. A refusal is a FanfoldError with code `refused` and the rule as its `reason`. */
export interface RewardsCalls {
  /**
   * Asks for a coupon, and resolves with how that has ended: `fulfilled` with its code, `soldOut`, `insufficient`, or `refused` with a reason. The
   * listener hears of it as it goes. `key` names this wish: with the same one a second try, after a failure, costs nothing more. Left out, each
   * call is a new one. Reasons: campaignNotFound, notOnOffer (details.reason), priceChanged (details.price), notEligible (details.conditions), tooManyRequests, fanErased.
   */
  redeem(input: RedeemInput, listener?: Listener<LiveRedemption>): Promise<LiveRedemption>;
  /** Says that a code did not work; operators read it. Reasons: redemptionNotFound, notFulfilled, fanErased. */
  reportCoupon(input: { redemptionId: string; problem: string }): Promise<unknown>;
  /** Reasons: redemptionNotFound, notFulfilled, fanErased. */
  markCouponUsed(input: { redemptionId: string; isUsed: boolean }): Promise<unknown>;
}

export interface RedeemInput {
  campaignId: string;
  /** 8 to 64 letters, digits and hyphens. */
  key?: string;
  /** What the fan has seen that it costs: they never pay another price. */
  price: number;
}

export function createRewardsCalls(call: Call, { document }: Watching): RewardsCalls {
  const redeemCoupon = call<RedeemInput, { path: string }>('redeemCoupon', {
    limitedUseAppCheckTokens: true,
  });
  return {
    async redeem({ key = crypto.randomUUID(), ...input }, listener) {
      const { path } = await redeemCoupon({ ...input, key });
      const id = documentId(path.replace('redemptions/', ''));
      return new Promise((resolve, reject) => {
        const stop = document(path, (data) => ({ ...data, id }) as LiveRedemption)(({ value, connection }) => {
          if (!value) return;
          listener?.({ value, connection });
          if (value.status === 'pending') return;
          // The pool delivers asynchronously, so that there is something to stop.
          stop();
          resolve(value);
        }, reject);
      });
    },
    reportCoupon: call('reportCoupon'),
    markCouponUsed: call('markCouponUsed'),
  };
}
