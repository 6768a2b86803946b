/** Whom a board is for: everybody, or the fans of one country (ISO 3166-1 alpha-2) or of one team. */
export type BoardGroup = { country: string } | { team: string } | null;

/** Id of a board: `week:2026-11-30`, `all:country:DE`, `season:spring:team:t1`. */
export function boardId(periodId: string, group: BoardGroup): string {
  if (!group) return periodId;
  return 'country' in group ? `${periodId}:country:${group.country}` : `${periodId}:team:${group.team}`;
}

/** The boards of a period that a fan is on. */
export function groupsOf({ country, team }: { country: string | null; team: string | null }): BoardGroup[] {
  return [null, ...(country === null ? [] : [{ country }]), ...(team === null ? [] : [{ team }])];
}
