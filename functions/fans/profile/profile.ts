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
  /** Of fans who have said whom they play for; see `setGroups`. */
  country?: string | null;
  team?: string | null;
}

export const FAN_DIRECTIVES = ['maskName', 'unmaskName', 'eraseFan'] as const;

export type FanDirective = (typeof FAN_DIRECTIVES)[number];

const directiveRecordSchema = auditRecordSchema<FanDirective>();

export type DirectiveRecord = z.infer<typeof directiveRecordSchema>;

/** Fields of `fans/{uid}/state/profile`, which nobody reads but this service. */
export const profileStateSchema = z.object({
  /** As the fan has chosen them; null: not yet, or erased. */
  chosen: z.object({ name: z.string(), avatar: z.string() }).nullable(),
  /** Whom the fan plays for on boards; null: they have not said so yet. */
  groups: z
    .object({ country: z.string().nullable(), team: z.string().nullable(), busyUntil: z.string() })
    .nullable()
    .default(null),
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
  groups: null,
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
export function publicProfile(uid: string, { chosen, groups, isMasked, rev }: ProfileState): PublicProfile | null {
  if (!chosen) return null;
  const name = isMasked ? maskedName(uid) : chosen.name;
  return { name, avatar: chosen.avatar, rev, ...groupsShown(groups) };
}

/** What others see of whom a fan plays for, whether the fan has a name or not. */
export function groupsShown(groups: ProfileState['groups']): Pick<PublicProfile, 'country' | 'team'> {
  return groups ? { country: groups.country, team: groups.team } : {};
}
