import type { LiveMatch, LiveScorecard } from '@fanfold/client';
import { useEffect } from 'react';
import { CricketCard } from '../cricket/cricket-card.tsx';
import { FootballCard } from '../football/football-card.tsx';
import { ConnectionBadge } from '../live/connection-badge.tsx';
import { Notice } from '../live/notice.tsx';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';
import { worstOf } from '../live/watch-state.ts';
import { MatchHead } from './match-head.tsx';
import { Timeline } from './timeline.tsx';

/** One match: its head, its scorecard and its timeline. It may be opened before the match is known, and fills by itself. */
export function MatchPage({ matchId }: { matchId: string }) {
  const match = useWatched<LiveMatch | null>(matchId, (fanfold, next, fail) => fanfold.watchMatch(matchId, next, fail));
  const card = useWatched<LiveScorecard | null>(matchId, (fanfold, next, fail) =>
    fanfold.watchScorecard(matchId, next, fail),
  );
  const { home, away } = match.value ?? {};
  useEffect(() => {
    document.title = home && away ? `${home.short} v ${away.short} · Fanfold` : 'Fanfold';
  }, [home, away]);

  const trouble = <Trouble watches={[match, card]} />;
  if (match.error && !match.value) return trouble;
  if (match.value === undefined) return <Notice title="Loading the match" />;
  if (match.value === null)
    return (
      <Notice title="No such match yet">
        If it is announced under this address, it appears here without a reload.
      </Notice>
    );
  return (
    <article className="match" data-sport={match.value.sport}>
      <MatchHead match={match.value} card={card.value ?? null} />
      <div className="state-line">
        <ConnectionBadge connection={worstOf([match.connection, card.connection])} />
        {card.value && <p data-testid="as-of">as of event {card.value.seq}</p>}
      </div>
      {trouble}
      <div className="columns">
        <div className="main-column">
          {card.value?.sport === 'cricket' && <CricketCard card={card.value} />}
          {card.value?.sport === 'football' && <FootballCard card={card.value} />}
        </div>
        <Timeline matchId={matchId} />
      </div>
    </article>
  );
}
