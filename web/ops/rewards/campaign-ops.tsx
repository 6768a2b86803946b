import type { CampaignReceipt, LiveCampaign } from '@fanfold/client';
import { useState } from 'react';
import { useFanfold } from '../../live/fanfold-context.ts';
import { ActionButtons, Outcome, ReasonField, useDirective } from '../directive-outcome.tsx';
import { AddCodes } from './add-codes.tsx';
import { Batches } from './batches.tsx';
import { CAMPAIGN_ACTIONS, campaignReceiptText } from './campaign-actions.ts';
import { EditCampaign } from './edit-campaign.tsx';
import { ImportCodes } from './import-codes.tsx';
import { Reports } from './reports.tsx';

/** What an operator can do with a campaign, each with a reason. */
export function CampaignOps({ campaign }: { campaign: LiveCampaign }) {
  const fanfold = useFanfold();
  const [reason, setReason] = useState('');
  const [outcome, direct] = useDirective();
  const input = { campaignId: campaign.id, reason: reason.trim() };
  const isReady = input.reason !== '' && !outcome.busy;
  const run = (work: () => Promise<CampaignReceipt>) => void direct(async () => campaignReceiptText(await work()));
  return (
    <section className="directives" data-testid="campaign-ops">
      <h3>{campaign.title}</h3>
      <ReasonField reason={reason} change={setReason} form="campaign" />
      <div className="row">
        <ActionButtons
          actions={CAMPAIGN_ACTIONS}
          disabled={!isReady}
          run={(action) => run(() => action.run(fanfold, input))}
        />
      </div>
      <EditCampaign
        campaign={campaign}
        isReady={isReady}
        edit={(changes) => run(() => fanfold.editCampaign({ ...input, changes }))}
      />
      <ImportCodes
        isReady={isReady}
        take={(file, units) => run(() => fanfold.importCodes({ ...input, file, units }))}
      />
      <AddCodes isReady={isReady} take={(key, codes) => run(() => fanfold.addCodes({ ...input, key, codes }))} />
      <Batches
        campaignId={campaign.id}
        isReady={isReady}
        voidBatch={(batchId) => run(() => fanfold.voidCodes({ ...input, batchId }))}
      />
      <Outcome outcome={outcome} form="campaign" />
      <Reports campaignId={campaign.id} reason={input.reason} />
    </section>
  );
}
