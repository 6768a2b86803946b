import type { LiveCampaign, LiveRedemption, LiveWallet } from '@fanfold/client';
import { useEffect } from 'react';
import { useNow } from '../fantasy/use-now.ts';
import { ConnectionBadge } from '../live/connection-badge.tsx';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';
import { worstOf } from '../live/watch-state.ts';
import { Sections } from '../match/sections.tsx';
import { Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Balance } from './balance.tsx';
import { CampaignCard } from './campaign-card.tsx';
import { MyCoupon } from './my-coupon.tsx';

/** What there is for coins, and what a fan has got for theirs. */
export function CouponsPage() {
  const campaigns = useWatched<LiveCampaign[]>('campaigns', (fanfold, next, fail) =>
    fanfold.watchCampaigns(next, fail),
  );
  const coupons = useWatched<LiveRedemption[]>('coupons', (fanfold, next, fail) => fanfold.watchMyCoupons(next, fail));
  const wallet = useWatched<LiveWallet>('wallet', (fanfold, next, fail) => fanfold.watchWallet(next, fail));
  const watches = [campaigns, coupons, wallet];
  useEffect(() => {
    document.title = 'Coupons · Fanfold';
  }, []);
  return (
    <div className="page" data-testid="coupons">
      <div className="list-head">
        <h1>Coupons</h1>
        <ConnectionBadge connection={worstOf(watches.map(({ connection }) => connection))} />
      </div>
      <Trouble watches={watches} />
      <Sections
        sections={[
          {
            id: 'shop',
            label: 'For coins',
            column: 'main',
            content: <Shop campaigns={campaigns.value} available={wallet.value?.available ?? 0} />,
          },
          {
            id: 'mine',
            label: 'Mine',
            column: 'side',
            content: (
              <>
                {wallet.value && <Balance wallet={wallet.value} />}
                <Mine coupons={coupons.value} />
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

function Shop({ campaigns, available }: { campaigns: readonly LiveCampaign[] | undefined; available: number }) {
  const now = new Date(useNow()).toISOString();
  if (!campaigns) return <Skeleton label="Loading the coupons" blocks={[176, 176]} />;
  if (campaigns.length === 0) {
    return (
      <Notice title="Nothing yet">
        <p>Coupons of partner brands appear here. Coins that you win do not run away.</p>
      </Notice>
    );
  }
  return campaigns.map((campaign) => (
    <CampaignCard key={campaign.id} campaign={campaign} available={available} now={now} />
  ));
}

function Mine({ coupons }: { coupons: readonly LiveRedemption[] | undefined }) {
  return (
    <section className="card">
      <h2>My coupons</h2>
      {coupons?.length === 0 && <p className="quiet">None yet.</p>}
      <ul data-testid="my-coupons">
        {coupons?.map((redemption) => (
          <MyCoupon key={redemption.id} redemption={redemption} />
        ))}
      </ul>
    </section>
  );
}
