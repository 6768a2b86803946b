import type { EventRow, SquadRow } from '../match/rows.ts';

export type Names = ReadonlyMap<string, string>;

/** Player id -> name: from the squads, and from events that brought somebody who is in none. */
export function namesOf(squads: readonly SquadRow[], events: readonly EventRow[]): Names {
  const names = new Map<string, string>();
  for (const { detail } of events)
    for (const [id, name] of Object.entries(detail.names ?? {})) names.set(id, String(name));
  for (const { playerId, name } of squads) names.set(playerId, name);
  return names;
}

export function nameOf(names: Names, playerId: string): string {
  return names.get(playerId) ?? playerId;
}
