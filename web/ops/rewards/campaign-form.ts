import type { Fanfold, LiveCampaign } from '@fanfold/client';

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

type Changes = Parameters<Fanfold['editCampaign']>[0]['changes'];

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

/** The form of a campaign as it stands. */
export function formOf(campaign: LiveCampaign): CampaignForm {
  const { id, brand, title, picture, terms, price, perFan, opensAt, closesAt, codesExpireAt } = campaign;
  const { level, achievement, segments, regions, ageConfirmed } = campaign.eligibility;
  return {
    campaignId: id,
    ...{ brand, title, picture, terms },
    price: String(price),
    perFan: String(perFan),
    opensAt: localTime(opensAt),
    closesAt: localTime(closesAt),
    codesExpireAt: codesExpireAt === null ? '' : localTime(codesExpireAt),
    regions: regions?.join(' ') ?? '',
    segments: segments?.join(' ') ?? '',
    level: level === null ? '' : String(level),
    achievement: achievement ?? '',
    ageConfirmed,
    putBack: campaign.onRefund === 'putBack',
  };
}

/** What a form says otherwise than it stood when it was opened: nothing else is sent, so that no other operator's change is undone. */
export function changesOf(opened: CampaignForm, form: CampaignForm): Changes {
  const { campaignId: _id, brand: _brand, ...before } = termsOf(opened);
  const { campaignId: _sameId, brand: _sameBrand, ...after } = termsOf(form);
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof typeof before]),
  );
  return Object.fromEntries(changed) as Changes;
}

/** Of a `datetime-local` field, to the second. */
function localTime(time: string): string {
  const date = new Date(time);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** ISO 8601, UTC. */
function timeOf(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString();
}

function listOf(text: string): string[] | null {
  const parts = text.split(/[\s,]+/).filter(Boolean);
  return parts.length === 0 ? null : parts;
}
