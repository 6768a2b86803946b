import type { Fanfold } from '@fanfold/client';

/** Texts of the fields, and what is ticked. Times are local ones, of `datetime-local` fields; lists have spaces or commas between their parts. */
export const EMPTY_CAMPAIGN = {
  campaignId: '',
  brand: '',
  title: '',
  picture: '',
  terms: '',
  price: '',
  perFan: '1',
  opensAt: '',
  closesAt: '',
  codesExpireAt: '',
  regions: '',
  segments: '',
  level: '',
  achievement: '',
  ageConfirmed: false,
  putBack: false,
};

export type CampaignForm = typeof EMPTY_CAMPAIGN;

/** Fields that hold a text. */
export type TextField = {
  [Name in keyof CampaignForm]: CampaignForm[Name] extends string ? Name : never;
}[keyof CampaignForm];

type Terms = Omit<Parameters<Fanfold['createCampaign']>[0], 'reason'>;

/** What a filled-in form says; the server judges it. */
export function termsOf(form: CampaignForm): Terms {
  const { campaignId, brand, title, picture, terms } = form;
  return {
    campaignId: campaignId.trim(),
    brand,
    title,
    picture: picture.trim(),
    terms,
    price: Number(form.price),
    perFan: Number(form.perFan),
    opensAt: timeOf(form.opensAt) ?? '',
    closesAt: timeOf(form.closesAt) ?? '',
    codesExpireAt: timeOf(form.codesExpireAt),
    onRefund: form.putBack ? 'putBack' : 'void',
    eligibility: {
      level: form.level.trim() === '' ? null : Number(form.level),
      achievement: form.achievement.trim() || null,
      segments: listOf(form.segments),
      regions: listOf(form.regions),
      ageConfirmed: form.ageConfirmed,
    },
  };
}

/** ISO 8601, UTC. */
function timeOf(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString();
}

function listOf(text: string): string[] | null {
  const parts = text.split(/[\s,]+/).filter(Boolean);
  return parts.length === 0 ? null : parts;
}
