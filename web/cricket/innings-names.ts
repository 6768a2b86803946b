import type { CricketInnings } from '@fanfold/game/cricket';

type Named = Pick<CricketInnings, 'teamId' | 'superOver'>;

/** What follows a team's name where its innings are told apart: nothing, `1st`, `2nd` or `super over`. */
export function inningsSuffix(innings: Named, all: readonly Named[]): string {
  if (innings.superOver) return 'super over';
  const own = all.filter(({ teamId, superOver }) => teamId === innings.teamId && !superOver);
  return own.length > 1 ? (['1st', '2nd'][own.indexOf(innings)] ?? '') : '';
}

/** `133/8`, or `148` of a side that is all out. */
export function scoreText({ runs, wickets }: Pick<CricketInnings, 'runs' | 'wickets'>): string {
  return wickets >= 10 ? String(runs) : `${runs}/${wickets}`;
}
