import { type CampaignTerms, MAX_PER_FAN, MAX_PRICE } from '@fanfold/game/coupons';
import { moment, shownTitle } from '@fanfold/kit/calls';
import { z } from 'zod';

/** Stands in every link to the campaign. */
export const campaignId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

export const price = z.int().min(1).max(MAX_PRICE);

export const link = z.url({ protocol: /^https$/ }).max(500);

/** Of the web, or a path of the app's own page, where it is shown from the same host. */
const picture = z.union([
  link,
  z
    .string()
    .regex(/^\/[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*\.[a-z]{3,4}$/)
    .max(500),
]);

const tag = z.string().regex(/^[A-Za-z0-9_-]{1,60}$/);

/** Control characters but the line feed, and those that turn the direction of text. */
// eslint-disable-next-line no-control-regex -- it is what is looked for
const UNSHOWN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Lines of text; nothing that cannot be seen. */
export function prose(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n'))
    .refine((text) => !UNSHOWN.test(text), { message: 'has characters that cannot be shown' });
}

export const eligibility = z.strictObject({
  level: z.int().min(1).max(10_000).nullable(),
  achievement: tag.nullable(),
  segments: z.array(tag).min(1).max(50).readonly().nullable(),
  regions: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1)
    .max(300)
    .readonly()
    .nullable(),
  ageConfirmed: z.boolean(),
});

export const termsShape = {
  brand: shownTitle,
  title: shownTitle,
  picture,
  terms: prose(5_000),
  opensAt: moment,
  closesAt: moment,
  codesExpireAt: moment.nullable(),
  perFan: z.int().min(1).max(MAX_PER_FAN),
  eligibility,
  onRefund: z.enum(['putBack', 'void']),
} as const satisfies Record<keyof CampaignTerms, z.ZodType>;
