import type { LiveMatch } from '@fanfold/client';
import { ConnectionBadge } from '../live/connection-badge.tsx';
import { Notice } from '../live/notice.tsx';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';
import { groupMatches } from './group.ts';
import { MatchCard } from './match-card.tsx';

export function MatchList() {
  const watch = useWatched<LiveMatch[]>('matches', (fanfold, next, fail) => fanfold.watchMatches(next, fail));
  const { value, connection, error } = watch;
  if (error && !value) return <Trouble watches={[watch]} />;
  if (!value) return <Notice title="Loading matches" />;
  if (value.length === 0) return <Notice title="No matches yet">They appear here as soon as one is announced.</Notice>;
  return (
    <div data-testid="match-list">
      <div className="list-head">
        <h1>Matches</h1>
        <ConnectionBadge connection={connection} />
      </div>
      <Trouble watches={[watch]} />
      {groupMatches(value).map(({ title, matches }) => (
        <section key={title}>
          <h2 className="group">{title}</h2>
          <div className="cards">
            {matches.map((match) => (
              <MatchCard key={match.id} match={match} />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
