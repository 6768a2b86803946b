import { useEffect } from 'react';
import { ForOps } from '../for-ops.tsx';
import { Campaigns } from './campaigns.tsx';
import { FanWallet } from './fan-wallet.tsx';
import { LedgerAudit } from './ledger-audit.tsx';
import { NewCampaign } from './new-campaign.tsx';

/** Coins and coupons, for operators. */
export function RewardsOpsPage() {
  useEffect(() => {
    document.title = 'Rewards: operations · Fanfold';
  }, []);
  return (
    <ForOps>
      <div className="page stack" data-testid="rewards-ops">
        <h1>Rewards</h1>
        <Campaigns />
        <NewCampaign />
        <FanWallet />
        <LedgerAudit />
      </div>
    </ForOps>
  );
}
