import type { LiveMatch } from '@fanfold/client';
import { useEffect } from 'react';
import { ConnectionBadge } from '../live/connection-badge.tsx';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';
import { Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { groupMatches } from './group-matches.ts';
import { MatchCard } from './match-card.tsx';

/** All matches, live ones first; each card follows its match. */
export function MatchList() {
  const watch = useWatched<LiveMatch[]>('matches', (fanfold, next, fail) => fanfold.watchMatches(next, fail));
  const { value, connection } = watch;
  useEffect(() => {
    document.title = 'Matches · Fanfold';
  }, []);
  return (
    <div className="page" data-testid="match-list">
      <div className="list-head">
        <h1>Matches</h1>
        <ConnectionBadge connection={connection} />
      </div>
      <Trouble watches={[watch]} />
      {value ? <Groups matches={value} isLive={connection === 'live'} /> : null}
      {!value && !watch.error && <Skeleton label="Loading matches" blocks={[176, 176, 176]} />}
    </div>
  );
}

function Groups({ matches, isLive }: { matches: readonly LiveMatch[]; isLive: boolean }) {
  if (matches.length === 0 && !isLive) return <Notice title="No connection yet" />;
  if (matches.length === 0) {
    return (
      <Notice title="No matches yet">
        <p>They appear here as soon as one is announced.</p>
      </Notice>
    );
  }
  return groupMatches(matches).map(({ title, matches: own }) => (
    <section key={title} className="group" aria-labelledby={`group-${title}`}>
      <h2 id={`group-${title}`}>
        {title} <span className="count">{own.length}</span>
      </h2>
      <ul className="cards">
        {own.map((match) => (
          <li key={match.id}>
            <MatchCard match={match} />
          </li>
        ))}
      </ul>
    </section>
  ));
}
