import type { FanEvent } from './decide.ts';

/** Coins that an event gives. */
export interface CoinGrant {
  /** Idempotency key. It names what was won, and not the activity that brought it: an award that is undone and won again pays once for ever. */
  id: string;
  uid: string;
  amount: number;
  reason: 'fans.achievement' | 'fans.quest';
}

/** Nothing is ever taken back: a correction is no fault of the fan's, who may have spent their coins. */
export function coinGrants(uid: string, events: readonly FanEvent[]): CoinGrant[] {
  return events.flatMap((event): CoinGrant[] => {
    if (event.is === 'tierAwarded' && event.coins > 0) {
      const id = `fans:${uid}:achievement:${event.achievement}:${event.tier}`;
      return [{ id, uid, amount: event.coins, reason: 'fans.achievement' }];
    }
    if (event.is === 'questDone' && event.coins > 0) {
      const id = `fans:${uid}:quest:${event.quest}:${event.week}`;
      return [{ id, uid, amount: event.coins, reason: 'fans.quest' }];
    }
    return [];
  });
}
