import type { FanProfile, Leaderboard as Board, LiveContest, LiveEntry, Standing } from '@fanfold/client';
import { useEffect } from 'react';
import { ConnectionBadge } from '../live/connection-badge.tsx';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';
import { worstOf } from '../live/watch-state.ts';
import { type Section, Sections } from '../match/sections.tsx';
import { Link } from '../navigation.tsx';
import { matchPath } from '../route.ts';
import { Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { FantasyHead } from './fantasy-head.tsx';
import { Leaderboard } from './leaderboard.tsx';
import { Leagues } from './leagues.tsx';
import { MyTeam } from './my-team.tsx';
import { MyTimeline } from './my-timeline.tsx';
import { TeamPicker } from './team-picker.tsx';
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
  if (contest.value) return <Contest contest={contest.value} />;
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

function Contest({ contest }: { contest: LiveContest }) {
  const { id, status } = contest;
  const entry = useWatched<LiveEntry | null>(id, (fanfold, next, fail) => fanfold.watchMyEntry(id, next, fail));
  const standing = useWatched<Standing | null>(id, (fanfold, next, fail) => fanfold.watchMyStanding(id, next, fail));
  const board = useWatched<Board | null>(id, (fanfold, next, fail) => fanfold.watchLeaderboard(id, next, fail));
  const profile = useWatched<FanProfile | null>('me', (fanfold, next, fail) => fanfold.watchMyProfile(next, fail));
  const watches = [entry, standing, board, profile];
  const isOpen = status === 'open';
  const sections: Section[] = [
    {
      id: 'team',
      label: isOpen ? 'Pick' : 'My team',
      column: 'main',
      content: <Team contest={contest} entry={entry.value} standing={standing.value} profile={profile.value} />,
    },
    {
      id: 'board',
      label: 'Board',
      column: 'side',
      content: <Leaderboard board={board.value} standing={standing.value} profile={profile.value} isOpen={isOpen} />,
    },
    { id: 'leagues', label: 'Leagues', column: 'side', content: <Leagues contest={contest} /> },
  ];
  if (standing.value && !isOpen) {
    const content = (
      <>
        <MyTimeline standing={standing.value} />
        <Why contest={contest} standing={standing.value} />
      </>
    );
    sections.splice(1, 0, { id: 'why', label: 'Why', column: 'main', content });
  }
  return (
    <article>
      <FantasyHead contest={contest} of={standing.value?.of} />
      <div className="page">
        <ConnectionBadge connection={worstOf(watches.map(({ connection }) => connection))} seq={standing.value?.seq} />
        <Trouble watches={watches} />
        <Sections sections={sections} />
      </div>
    </article>
  );
}

interface TeamProps {
  contest: LiveContest;
  entry: LiveEntry | null | undefined;
  standing: Standing | null | undefined;
  profile: FanProfile | null | undefined;
}

function Team({ contest, entry, standing, profile }: TeamProps) {
  if (entry === undefined || profile === undefined) return <Skeleton label="Loading your team" blocks={[320]} />;
  if (contest.status === 'open') return <TeamPicker contest={contest} entry={entry} profile={profile} />;
  if (standing) return <MyTeam contest={contest} standing={standing} />;
  if (entry) return <Skeleton label="Loading your points" blocks={[160, 320]} />;
  return (
    <section className="card" data-testid="no-team">
      <h2>No team this time</h2>
      <p className="quiet">The match has begun. Look at the leaderboard, and pick a team for the next match.</p>
    </section>
  );
}
