import type { LiveMatch, LiveMoment, LiveScorecard } from '@fanfold/client';
import { useState } from 'react';
import { type Watch, useWatched } from '../live/use-watched.ts';
import { type Shown, nextShown } from './shown.ts';

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
  const [last, setLast] = useState<Shown | null>(null);
  const shown = match.value ? nextShown(last, match.value, card.value ?? null) : null;
  if (shown?.match !== last?.match || shown?.card !== last?.card) setLast(shown);
  return { match, card, moments, shown };
}
