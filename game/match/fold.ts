import { foldCricket } from '../cricket/fold.ts';
import { foldFootball } from '../football/fold.ts';
import type { MatchRows } from './rows.ts';
import type { MatchView } from './view.ts';

/** What fans see of these rows, or null while the row of `matches` (and so the sport) is unknown. Total: contradictory rows give a defined view. */
export function foldMatch(rows: MatchRows): MatchView | null {
  const { match } = rows;
  if (!match) return null;
  return match.sport === 'cricket' ? foldCricket({ ...rows, match }) : foldFootball({ ...rows, match });
}
