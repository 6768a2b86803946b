import type { LiveRedemption } from '@fanfold/client';
import { startTransition, useOptimistic, useState } from 'react';
import { useFanfold } from '../live/fanfold-context.ts';
import { refusalText } from '../ui/refusal.ts';
import { CouponCode } from './coupon-code.tsx';
import { coinsText, dayText } from './coins-text.ts';
import { outcomeText } from './outcome-text.ts';
import { ReportCoupon } from './report-coupon.tsx';

/** A coupon that a fan has asked for: its code once it is theirs, or what became of it. */
export function MyCoupon({ redemption }: { redemption: LiveRedemption }) {
  const fanfold = useFanfold();
  const [isShown, show] = useState(false);
  const [said, say] = useState('');
  const { id, brand, title, terms, status, price, requestedAt, code } = redemption;
  const [isUsed, showUsed] = useOptimistic(redemption.isUsed);
  const mark = () =>
    startTransition(async () => {
      showUsed(!isUsed);
      try {
        await fanfold.markCouponUsed({ redemptionId: id, isUsed: !isUsed });
        say('');
      } catch (error) {
        say(refusalText(error));
      }
    });
  return (
    <li className={isUsed ? 'my-coupon used' : 'my-coupon'} data-testid="my-coupon" data-status={status}>
      <p>
        <strong>{title}</strong> <span className="quiet">{brand}</span>
      </p>
      <p className="quiet">
        {coinsText(price)} · {dayText(requestedAt)}
      </p>
      {code === null ? (
        <p>{outcomeText(redemption)}</p>
      ) : (
        <>
          {isShown ? (
            <CouponCode redemption={redemption} />
          ) : (
            <button type="button" data-testid="show-code" onClick={() => show(true)}>
              Show the code
            </button>
          )}
          <label className="used">
            <input type="checkbox" checked={isUsed} data-testid="used" onChange={mark} /> I have used it
          </label>
          <details>
            <summary>Terms</summary>
            <p className="terms">{terms}</p>
          </details>
          <ReportCoupon redemption={redemption} />
        </>
      )}
      <p className="said" role="status">
        {said}
      </p>
    </li>
  );
}
