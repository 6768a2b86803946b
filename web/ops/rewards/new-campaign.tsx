import { type ComponentProps, useState } from 'react';
import { useFanfold } from '../../live/fanfold-context.ts';
import { Outcome, ReasonField, useDirective } from '../directive-outcome.tsx';
import { campaignReceiptText } from './campaign-actions.ts';
import { EMPTY_CAMPAIGN, type CampaignForm, type TextField, termsOf } from './campaign-form.ts';

/** A form for a new campaign. It is a draft until it has codes and is started. */
export function NewCampaign() {
  const fanfold = useFanfold();
  const [form, setForm] = useState<CampaignForm>(EMPTY_CAMPAIGN);
  const [reason, setReason] = useState('');
  const [outcome, direct] = useDirective();
  const field = (name: TextField, label: string, more: ComponentProps<'input'> = {}) => (
    <label>
      {label}
      <input
        {...more}
        value={form[name]}
        autoComplete="off"
        data-testid={`campaign-${name}`}
        onChange={({ target }) => setForm({ ...form, [name]: target.value })}
      />
    </label>
  );
  const create = () =>
    void direct(async () =>
      campaignReceiptText(await fanfold.createCampaign({ ...termsOf(form), reason: reason.trim() })),
    );
  return (
    <section className="card directives">
      <h2>A new campaign</h2>
      {field('campaignId', 'Id: small letters, digits and hyphens', { placeholder: 'chai-june' })}
      {field('brand', 'Brand')}
      {field('title', 'Title')}
      {field('picture', 'Picture: an https link')}
      <label>
        Terms
        <textarea
          value={form.terms}
          rows={4}
          data-testid="campaign-terms"
          onChange={({ target }) => setForm({ ...form, terms: target.value })}
        />
      </label>
      {field('price', 'Price in coins', { inputMode: 'numeric' })}
      {field('perFan', 'Coupons that a fan may have', { inputMode: 'numeric' })}
      {field('opensAt', 'Opens, in your time', { type: 'datetime-local' })}
      {field('closesAt', 'Closes', { type: 'datetime-local' })}
      {field('codesExpireAt', 'Codes can be used until; empty: without end', { type: 'datetime-local' })}
      {field('regions', 'Regions, such as IN GB; empty: all')}
      {field('segments', 'Segments of fans; empty: all')}
      {field('level', 'Lowest level; empty: any', { inputMode: 'numeric' })}
      {field('achievement', 'Achievement; empty: none')}
      <label className="check">
        <input
          type="checkbox"
          checked={form.ageConfirmed}
          data-testid="campaign-ageConfirmed"
          onChange={({ target }) => setForm({ ...form, ageConfirmed: target.checked })}
        />
        Only fans whose age is confirmed
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={form.putBack}
          onChange={({ target }) => setForm({ ...form, putBack: target.checked })}
        />
        The code of a refund goes to another fan
      </label>
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
