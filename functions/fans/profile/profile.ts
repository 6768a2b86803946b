import { maskedName } from '@fanfold/game/fans';
import { auditRecordSchema } from '@fanfold/kit/calls';
import { z } from 'zod';

export const SERVICE = 'fans';

/** Fields of `fans/{uid}`, which all fans may read, that a fan or ops say; others of this service write others of it. */
export interface PublicProfile {
  name: string;
  avatar: string;
  /** Equal to the state's. */
  rev: number;
}

export const FAN_DIRECTIVES = ['maskName', 'unmaskName', 'eraseFan'] as const;

export type FanDirective = (typeof FAN_DIRECTIVES)[number];

const directiveRecordSchema = auditRecordSchema(FAN_DIRECTIVES);

export type DirectiveRecord = z.infer<typeof directiveRecordSchema>;

/** Fields of `fans/{uid}/state/profile`, which nobody reads but this service. */
export const profileStateSchema = z.object({
  /** As the fan has chosen them; null: not yet, or erased. */
  chosen: z.object({ name: z.string(), avatar: z.string() }).nullable(),
  isMasked: z.boolean(),
  /** A tombstone: no profile comes back. */
  isErased: z.boolean(),
  /** Raised by every change. */
  rev: z.number(),
  /** ISO 8601, UTC; see `keepPace`. */
  busyUntil: z.string().nullable(),
  /** See `audited`. */
  audit: z.array(directiveRecordSchema),
});

export type ProfileState = z.infer<typeof profileStateSchema>;

export const NO_PROFILE: ProfileState = {
  chosen: null,
  isMasked: false,
  isErased: false,
  rev: 0,
  busyUntil: null,
  audit: [],
};

export function profilePath(uid: string): string {
  return `fans/${uid}`;
}

export function profileStatePath(uid: string): string {
  return `fans/${uid}/state/profile`;
}

/** What others see of a fan; null: there is nothing to see. */
export function publicProfile(uid: string, { chosen, isMasked, rev }: ProfileState): PublicProfile | null {
  return chosen && { name: isMasked ? maskedName(uid) : chosen.name, avatar: chosen.avatar, rev };
}
