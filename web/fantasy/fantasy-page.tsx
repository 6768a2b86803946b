import type { Leaderboard as Board, LiveContest, LiveEntry, Standing } from '@fanfold/client';
import { useEffect } from 'react';
import { ConnectionBadge } from '../live/connection-badge.tsx';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';
import { worstOf } from '../live/watch-state.ts';
import { Sections } from '../match/sections.tsx';
import { Link } from '../navigation.tsx';
import { matchPath } from '../route.ts';
import { Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Leaderboard } from './leaderboard.tsx';
import { Leagues } from './leagues.tsx';
import { MyTeam, MyTimeline } from './my-team.tsx';
import { TeamPicker } from './team-picker.tsx';
import { countText } from './points-text.ts';
import { Why } from './why.tsx';

/** A match's own contest, which has the id of the match. */
export function FantasyPage({ matchId }: { matchId: string }) {
  const contest = useWatched<LiveContest | null>(matchId, (fanfold, next, fail) =>
    fanfold.watchContest(matchId, next, fail),
  );
  const title = contest.value ? `Fantasy: ${contest.value.name}` : 'Fantasy';
  useEffect(() => {
    document.title = `${title} · Fanfold`;
  }, [title]);
  if (!contest.value) {
    return (
      <div className="page">
        <Trouble watches={[contest]} />
        {contest.value === undefined && !contest.error && <Skeleton label="Loading the contest" blocks={[120, 420]} />}
        {contest.value === null && (
          <Notice title="No contest yet" testId="no-contest">
            <p>It opens here by itself when the match is announced.</p>
            <Link to={matchPath(matchId)}>To the match</Link>
          </Notice>
        )}
      </div>
    );
  }
  return <Contest contest={contest.value} />;
}

function Contest({ contest }: { contest: LiveContest }) {
  const { id } = contest;
  const entry = useWatched<LiveEntry | null>(id, (fanfold, next, fail) => fanfold.watchMyEntry(id, next, fail));
  const standing = useWatched<Standing | null>(id, (fanfold, next, fail) => fanfold.watchMyStanding(id, next, fail));
  const board = useWatched<Board | null>(id, (fanfold, next, fail) => fanfold.watchLeaderboard(id, next, fail));
  const watches = [entry, standing, board];
  const isOpen = contest.status === 'open';
  return (
    <article>
      <header className="fantasy-head">
        <div className="page">
          <p>
            <Link to={matchPath(contest.matchId)}>To the match</Link>
          </p>
          <h1>{contest.name}</h1>
          <p data-testid="contest-status">{statusText(contest, standing.value?.of)}</p>
        </div>
      </header>
      <div className="page">
        <ConnectionBadge connection={worstOf(watches.map(({ connection }) => connection))} seq={standing.value?.seq} />
        <Trouble watches={watches} />
        <Sections
          sections={[
            {
              id: 'team',
              label: isOpen ? 'Pick' : 'My team',
              column: 'main',
              content: <Team contest={contest} entry={entry.value} standing={standing.value} />,
            },
            ...(standing.value && !isOpen
              ? [
                  {
                    id: 'why',
                    label: 'Why',
                    column: 'main' as const,
                    content: (
                      <>
                        <MyTimeline standing={standing.value} />
                        <Why contest={contest} standing={standing.value} />
                      </>
                    ),
                  },
                ]
              : []),
            {
              id: 'board',
              label: 'Board',
              column: 'side',
              content: <Leaderboard board={board.value} standing={standing.value} />,
            },
            { id: 'leagues', label: 'Leagues', column: 'side', content: <Leagues contest={contest} /> },
          ]}
        />
      </div>
    </article>
  );
}

interface TeamProps {
  contest: LiveContest;
  entry: LiveEntry | null | undefined;
  standing: Standing | null | undefined;
}

function Team({ contest, entry, standing }: TeamProps) {
  if (entry === undefined) return <Skeleton label="Loading your team" blocks={[320]} />;
  if (contest.status === 'open') return <TeamPicker contest={contest} entry={entry} />;
  if (standing) return <MyTeam contest={contest} standing={standing} />;
  if (entry) return <Skeleton label="Loading your points" blocks={[160, 320]} />;
  return (
    <section className="card" data-testid="no-team">
      <h2>No team this time</h2>
      <p>The match has begun. Look at the leaderboard, and pick a team for the next match.</p>
    </section>
  );
}

function statusText({ status, startsAt, settlement }: LiveContest, of: number | undefined): string {
  const fans = of === undefined ? '' : ` · ${countText(of)} ${of === 1 ? 'team' : 'teams'}`;
  switch (status) {
    case 'open': {
      const start = new Date(startsAt).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
      return `Open until ${start}, or the first event${fans}`;
    }
    case 'locked':
      return `Live${fans}`;
    case 'final':
      return `${settlement > 0 ? 'Final' : 'Over'}${fans}`;
    case 'void':
      return `Void: the match counts for nobody${fans}`;
  }
}
