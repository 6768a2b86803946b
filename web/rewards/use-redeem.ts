import type { LiveRedemption } from '@fanfold/client';
import { FanfoldError } from '@fanfold/client';
import { useRef, useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { refusalText } from '../ui/refusal.ts';
import { outcomeText } from './outcome-text.ts';

interface Redeeming {
  busy: boolean;
  /** How the last wish stands, for the fan; empty: there was none. */
  said: string;
  redemption: LiveRedemption | null;
}

/** Redeems coupons of a campaign at the price that is shown, one wish at a time: after a failure of the network, the next try is for the same one. */
export function useRedeem(campaignId: string, price: number): [state: Redeeming, redeem: () => Promise<void>] {
  const fanfold = useFanfold();
  const wish = useRef<{ key: string; price: number }>(undefined);
  const [state, setState] = useState<Redeeming>({ busy: false, said: '', redemption: null });
  const redeem = async () => {
    wish.current ??= { key: crypto.randomUUID(), price };
    setState({ busy: true, said: 'Asking…', redemption: null });
    try {
      const redemption = await fanfold.redeem({ campaignId, ...wish.current }, ({ value }) =>
        setState({ busy: true, said: outcomeText(value), redemption: value }),
      );
      wish.current = undefined;
      setState({ busy: false, said: outcomeText(redemption), redemption });
    } catch (error) {
      // Refused: nothing came of the wish. All else may have arrived.
      if (error instanceof FanfoldError && error.code === 'refused') wish.current = undefined;
      setState({ busy: false, said: refusalText(error), redemption: null });
    }
  };
  return [state, redeem];
}
