import type { LiveCampaign } from '@fanfold/client';
import { useState } from 'react';
import { CampaignFields } from './campaign-fields.tsx';
import { type CampaignForm, changesOf, formOf } from './campaign-form.ts';

interface EditCampaignProps {
  campaign: LiveCampaign;
  isReady: boolean;
  edit: (changes: ReturnType<typeof changesOf>) => void;
}

/** The terms of a campaign and its price, to be changed. */
export function EditCampaign({ campaign, isReady, edit }: EditCampaignProps) {
  const [opened, open] = useState<CampaignForm>();
  const [form, setForm] = useState<CampaignForm>();
  const start = () => {
    open(formOf(campaign));
    setForm(formOf(campaign));
  };
  if (!opened || !form)
    return (
      <button type="button" data-testid="edit" onClick={start}>
        Change its terms or price
      </button>
    );
  const changes = changesOf(opened, form);
  const save = () => {
    edit(changes);
    setForm(undefined);
  };
  return (
    <fieldset className="codes">
      <legend>Terms and price: fans keep what they have, and pay only what they have seen</legend>
      <CampaignFields form={form} change={setForm} of="edit" />
      <button
        type="button"
        disabled={!isReady || Object.keys(changes).length === 0}
        data-testid="save-edit"
        onClick={save}
      >
        Save
      </button>
      <button type="button" data-testid="leave-edit" onClick={() => setForm(undefined)}>
        Leave it as it is
      </button>
    </fieldset>
  );
}
