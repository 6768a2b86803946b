import type { LiveMatch, LiveMoment, LiveScorecard } from '@fanfold/client';
import { type Watch, useWatched } from '../live/use-watched.ts';
import { type Shown, shownOf } from './shown.ts';

export interface MatchWatches {
  match: Watch<LiveMatch | null>;
  card: Watch<LiveScorecard | null>;
  moments: Watch<LiveMoment[]>;
  /** Null until the match is known. */
  shown: Shown | null;
}

/** Everything a match page shows; `limit` is the number of moments. */
export function useMatch(matchId: string, limit: number): MatchWatches {
  const match = useWatched<LiveMatch | null>(matchId, (fanfold, next, fail) => fanfold.watchMatch(matchId, next, fail));
  const card = useWatched<LiveScorecard | null>(matchId, (fanfold, next, fail) =>
    fanfold.watchScorecard(matchId, next, fail),
  );
  const moments = useWatched<LiveMoment[]>(`${matchId} ${limit}`, (fanfold, next, fail) =>
    fanfold.watchMoments(matchId, { limit }, next, fail),
  );
  const shown = match.value ? shownOf(match.value, card.value ?? null) : null;
  return { match, card, moments, shown };
}
