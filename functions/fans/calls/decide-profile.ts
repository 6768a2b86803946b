import { type CallPace, audited, keepPace } from '@fanfold/kit/calls';
import type { DirectiveRecord, ProfileState } from '../profile/profile.ts';
import { fanErased } from './fans-call-error.ts';

/** Every change of a name is read anew wherever the fan is shown. */
const CHANGES: CallPace = { inARow: 10, everyMs: 300_000 };

/**
 * What a fan's choice makes of their profile; null: they have chosen so before. A mask stays.
 *
 * @throws CallError fanErased, tooManyRequests
 */
export function decideSetProfile(
  stored: ProfileState,
  { name, avatar }: NonNullable<ProfileState['chosen']>,
  now: Date,
): ProfileState | null {
  assertNotErased(stored);
  const { chosen, busyUntil, rev } = stored;
  if (chosen?.name === name && chosen.avatar === avatar) return null;
  const busy = keepPace(CHANGES, busyUntil === null ? null : new Date(busyUntil), now);
  return { ...stored, chosen: { name, avatar }, rev: rev + 1, busyUntil: busy.toISOString() };
}

/** A board of a country is no place to look in on. */
const MOVES: CallPace = { inARow: 3, everyMs: 86_400_000 };

/**
 * What a fan's word on whom they play for makes of their profile; null: it holds already.
 *
 * @throws CallError fanErased, tooManyRequests
 */
export function decideGroups(
  stored: ProfileState,
  { country, team }: { country: string | null; team: string | null },
  now: Date,
): ProfileState | null {
  assertNotErased(stored);
  const { groups, rev } = stored;
  if ((groups?.country ?? null) === country && (groups?.team ?? null) === team) return null;
  const busy = keepPace(MOVES, groups && new Date(groups.busyUntil), now);
  return { ...stored, groups: { country, team, busyUntil: busy.toISOString() }, rev: rev + 1 };
}

/**
 * What a word of ops makes of a profile; null: it holds already. A fan can be masked or erased before they have a name.
 *
 * @throws CallError fanErased, unless they are to be erased
 */
export function decideDirective(stored: ProfileState, record: DirectiveRecord): ProfileState | null {
  const { directive } = record;
  if (directive === 'eraseFan') {
    if (stored.isErased) return null;
    // Of what ops have said of them before, nothing is kept either: reasons quote names.
    return {
      chosen: null,
      groups: null,
      isMasked: false,
      isErased: true,
      rev: stored.rev + 1,
      busyUntil: null,
      audit: [record],
    };
  }
  assertNotErased(stored);
  const isMasked = directive === 'maskName';
  if (stored.isMasked === isMasked) return null;
  return { ...stored, isMasked, rev: stored.rev + 1, audit: audited(stored.audit, record) };
}

function assertNotErased({ isErased }: ProfileState): void {
  if (isErased) throw fanErased();
}
