import type { LiveMatch } from '@fanfold/client';

export interface MatchGroup {
  title: string;
  matches: LiveMatch[];
}

/** Live matches first, then what comes (soonest first), then what is over (latest first); no empty group. */
export function groupMatches(matches: readonly LiveMatch[]): MatchGroup[] {
  const soonest = (a: LiveMatch, b: LiveMatch) => a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id);
  const of = (...statuses: LiveMatch['status'][]) =>
    matches.filter(({ status }) => statuses.includes(status)).sort(soonest);
  const groups = [
    { title: 'Live', matches: of('live') },
    { title: 'Upcoming', matches: of('scheduled', 'postponed') },
    { title: 'Finished', matches: of('finished', 'abandoned').reverse() },
  ];
  return groups.filter((group) => group.matches.length > 0);
}
