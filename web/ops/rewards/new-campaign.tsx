import { useState } from 'react';
import { useFanfold } from '../../live/fanfold-context.ts';
import { Outcome, ReasonField, useDirective } from '../directive-outcome.tsx';
import { campaignReceiptText } from './campaign-actions.ts';
import { CampaignFields } from './campaign-fields.tsx';
import { type CampaignForm, EMPTY_CAMPAIGN, termsOf } from './campaign-form.ts';

/** A form for a new campaign. It is a draft until it has codes and is started. */
export function NewCampaign() {
  const fanfold = useFanfold();
  const [form, setForm] = useState<CampaignForm>(EMPTY_CAMPAIGN);
  const [reason, setReason] = useState('');
  const [outcome, direct] = useDirective();
  const create = () =>
    void direct(async () =>
      campaignReceiptText(await fanfold.createCampaign({ ...termsOf(form), reason: reason.trim() })),
    );
  return (
    <section className="card directives">
      <h2>A new campaign</h2>
      <CampaignFields form={form} change={setForm} of="campaign" isNew />
      <ReasonField reason={reason} change={setReason} form="create" />
      <button
        type="button"
        className="primary"
        disabled={reason.trim() === '' || outcome.busy}
        data-testid="create-campaign"
        onClick={create}
      >
        Create the draft
      </button>
      <Outcome outcome={outcome} form="create" />
    </section>
  );
}
