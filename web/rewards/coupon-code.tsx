import type { LiveRedemption } from '@fanfold/client';
import { useState } from 'react';
import { copyText } from '../ui/copy-text.ts';
import { dayText } from './coins-text.ts';

/** The code that a fan has won; a link, where the brand has given one. */
export function CouponCode({ redemption: { code, isLink, expiresAt } }: { redemption: LiveRedemption }) {
  const [said, say] = useState('');
  if (code === null) return null;
  return (
    <div className="coupon-code">
      {isLink ? (
        <a href={code} target="_blank" rel="noopener noreferrer" data-testid="coupon-link">
          Go to the offer
        </a>
      ) : (
        <>
          <code data-testid="coupon-code">{code}</code>
          <button type="button" onClick={() => void copyText(code, 'The code is copied.').then(say)}>
            Copy
          </button>
        </>
      )}
      {expiresAt && <small>Use it by {dayText(expiresAt)}</small>}
      <p className="said" role="status">
        {said}
      </p>
    </div>
  );
}
