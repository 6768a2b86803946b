import type { ComponentProps } from 'react';
import type { CampaignForm, TextField } from './campaign-form.ts';

interface CampaignFieldsProps {
  form: CampaignForm;
  change: (form: CampaignForm) => void;
  /** Of the form: its ids begin so. */
  of: string;
  /** With what stays for good: the id and the brand. */
  isNew?: boolean;
}

/** The terms of a campaign, and its price. */
export function CampaignFields({ form, change, of, isNew = false }: CampaignFieldsProps) {
  const field = (name: TextField, label: string, more: ComponentProps<'input'> = {}) => (
    <label>
      {label}
      <input
        {...more}
        value={form[name]}
        autoComplete="off"
        data-testid={`${of}-${name}`}
        onChange={({ target }) => change({ ...form, [name]: target.value })}
      />
    </label>
  );
  return (
    <>
      {isNew && field('campaignId', 'Id: small letters, digits and hyphens', { placeholder: 'chai-june' })}
      {isNew && field('brand', 'Brand')}
      {field('title', 'Title')}
      {field('picture', 'Picture: an https link')}
      <label>
        Terms
        <textarea
          value={form.terms}
          rows={4}
          data-testid={`${of}-terms`}
          onChange={({ target }) => change({ ...form, terms: target.value })}
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
          data-testid={`${of}-ageConfirmed`}
          onChange={({ target }) => change({ ...form, ageConfirmed: target.checked })}
        />
        Only fans whose age is confirmed
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={form.putBack}
          onChange={({ target }) => change({ ...form, putBack: target.checked })}
        />
        The code of a refund goes to another fan
      </label>
    </>
  );
}
