import type { ContestPlayer, Team } from '@fanfold/game/fantasy';

/** A team while it is put together. */
export interface Draft {
  picks: readonly string[];
  /** Empty until chosen. */
  captain: string;
  viceCaptain: string;
}

export const EMPTY_DRAFT: Draft = { picks: [], captain: '', viceCaptain: '' };

export function draftOf({
  picks,
  captain,
  viceCaptain,
}: { picks: readonly { playerId: string }[] } & Omit<Team, 'picks'>): Draft {
  return { picks: picks.map(({ playerId }) => playerId), captain, viceCaptain };
}

/** In, or out again; who goes out takes their armband off. */
export function toggled(draft: Draft, playerId: string): Draft {
  if (!draft.picks.includes(playerId)) return { ...draft, picks: [...draft.picks, playerId] };
  return {
    picks: draft.picks.filter((id) => id !== playerId),
    captain: draft.captain === playerId ? '' : draft.captain,
    viceCaptain: draft.viceCaptain === playerId ? '' : draft.viceCaptain,
  };
}

/** Captain, vice-captain, neither: one step with each call. The two change places rather than share. */
export function withNextArmband(draft: Draft, playerId: string): Draft {
  if (draft.captain === playerId) {
    return { ...draft, captain: draft.viceCaptain, viceCaptain: playerId };
  }
  if (draft.viceCaptain === playerId) return { ...draft, viceCaptain: '' };
  if (draft.captain === '') return { ...draft, captain: playerId };
  if (draft.viceCaptain === '') return { ...draft, viceCaptain: playerId };
  return { ...draft, captain: playerId };
}

/** Whether two teams are of the same players with the same armbands. */
export function isSameTeam(a: Draft, b: Draft): boolean {
  const samePicks = a.picks.length === b.picks.length && a.picks.every((id) => b.picks.includes(id));
  return samePicks && a.captain === b.captain && a.viceCaptain === b.viceCaptain;
}

/** Picked players who are not in the announced line-up. */
export function outOfLineup(
  players: readonly ContestPlayer[],
  lineupsKnown: boolean,
  picks: readonly string[],
): ContestPlayer[] {
  return lineupsKnown ? players.filter(({ id, starting }) => !starting && picks.includes(id)) : [];
}
