import { type ReactNode, useEffect, useState } from 'react';
import { CricketSections } from '../cricket/cricket-sections.tsx';
import { FootballSections } from '../football/football-sections.tsx';
import { ConnectionBadge } from '../live/connection-badge.tsx';
import { Trouble } from '../live/trouble.tsx';
import { worstOf } from '../live/watch-state.ts';
import { Link } from '../navigation.tsx';
import { fantasyPath } from '../route.ts';
import { Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { MatchHead } from './match-head.tsx';
import type { Shown } from './shown.ts';
import { Timeline } from './timeline.tsx';
import { titleOf } from './title.ts';
import { useMatch } from './use-match.ts';

const FIRST_MOMENTS = 20;
/** As many as the rules allow to list. */
const ALL_MOMENTS = 200;

/** One match. It may be opened before the match is known, and fills by itself. */
export function MatchPage({ matchId }: { matchId: string }) {
  const [limit, setLimit] = useState(FIRST_MOMENTS);
  const { match, card, moments, shown } = useMatch(matchId, limit);
  const title = titleOf(shown?.match);
  useEffect(() => {
    document.title = title;
  }, [title]);

  const trouble = <Trouble watches={[match, card, moments]} />;
  if (!shown) {
    return (
      <div className="page">
        {trouble}
        {match.value === undefined && !match.error && <Skeleton label="Loading the match" blocks={[220, 320, 240]} />}
        {match.value === null && <Unknown isSure={match.connection === 'live'} />}
      </div>
    );
  }
  const earlier = limit < ALL_MOMENTS ? () => setLimit(ALL_MOMENTS) : null;
  return (
    <article>
      <MatchHead shown={shown} latest={moments.value?.[0]} />
      <div className="page">
        <ConnectionBadge
          connection={worstOf([match.connection, card.connection, moments.connection])}
          seq={shown.card?.seq}
        />
        {trouble}
        <Link to={fantasyPath(matchId)} className="play" testId="to-fantasy">
          <span>Live fantasy</span>
          <strong>{shown.match.status === 'scheduled' ? 'Pick your team' : 'Points and ranks'}</strong>
        </Link>
        <Sections
          shown={shown}
          timeline={
            <Timeline
              moments={moments.value}
              match={shown.match}
              isFull={moments.value?.length === limit}
              earlier={earlier}
            />
          }
        />
      </div>
    </article>
  );
}

function Sections({ shown: { match, card }, timeline }: { shown: Shown; timeline: ReactNode }) {
  if (!card) return <Skeleton label="Loading the scorecard" blocks={[320, 240]} />;
  return card.sport === 'cricket' ? (
    <CricketSections match={match} card={card} timeline={timeline} />
  ) : (
    <FootballSections match={match} card={card} timeline={timeline} />
  );
}

/** Without an answer of the server nobody knows whether there is such a match. */
function Unknown({ isSure }: { isSure: boolean }) {
  if (!isSure) return <Notice title="No connection yet" />;
  return (
    <Notice title="No such match yet" testId="no-match">
      <p>If it is announced under this address, it appears here by itself.</p>
      <Link to="/">See all matches</Link>
    </Notice>
  );
}
