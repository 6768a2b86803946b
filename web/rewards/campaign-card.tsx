import type { LiveCampaign } from '@fanfold/client';
import { countText } from '../fantasy/points-text.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { CouponCode } from './coupon-code.tsx';
import { coinsText, dayText } from './coins-text.ts';
import { offerOf } from './offer.ts';
import { useRedeem } from './use-redeem.ts';

interface CampaignCardProps {
  campaign: LiveCampaign;
  /** Coins that the fan can spend. */
  available: number;
  /** ISO 8601, UTC. */
  now: string;
}

/** What a brand offers, how many are left, and the way to one. */
export function CampaignCard({ campaign, available, now }: CampaignCardProps) {
  const [{ busy, said, redemption }, redeem] = useRedeem(campaign.id, campaign.price);
  const { brand, title, picture, terms, price, stock, closesAt, codesExpireAt } = campaign;
  const offer = offerOf(campaign, available, now);
  return (
    <section className="card campaign" data-testid="campaign" data-campaign={campaign.id}>
      <img src={picture} alt="" loading="lazy" />
      <div className="campaign-text">
        <p className="quiet">{brand}</p>
        <h2>{title}</h2>
        <p>
          <strong className="price">{coinsText(price)}</strong>{' '}
          <span className="quiet" data-testid="stock">
            {countText(stock.left)} of {countText(stock.total)} left · until {dayText(closesAt)}
          </span>
        </p>
        <details>
          <summary>Terms</summary>
          <p className="terms">{terms}</p>
          {codesExpireAt && <p>The code can be used until {dayText(codesExpireAt)}.</p>}
        </details>
        {offer.isOpen || busy ? (
          <ConfirmButton
            label={busy ? 'One moment…' : 'Redeem'}
            question={`${coinsText(price)} for this coupon. ${coinsText(available - price)} are left to you. Redeem it?`}
            confirm="Redeem"
            className="primary"
            testId="redeem"
            disabled={busy}
            run={() => void redeem()}
          />
        ) : (
          <p className="closed" data-testid="not-on-offer">
            {offer.why}
          </p>
        )}
        <p className="said" role="status" data-testid="redeem-outcome">
          {said}
        </p>
        {redemption?.code && <CouponCode redemption={redemption} />}
      </div>
    </section>
  );
}
