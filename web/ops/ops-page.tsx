import type { LiveContest } from '@fanfold/client';
import { useEffect } from 'react';
import { FantasyHead } from '../fantasy/fantasy-head.tsx';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';
import { Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { DirectivesAudit } from './directives-audit.tsx';
import { Directives } from './directives-form.tsx';
import { FanDirectives } from './fan-directives-form.tsx';
import { ForOps } from './for-ops.tsx';

/** A match's own contest, for operators. */
export function OpsPage({ matchId }: { matchId: string }) {
  return (
    <ForOps>
      <ContestOps matchId={matchId} />
    </ForOps>
  );
}

function ContestOps({ matchId }: { matchId: string }) {
  const contest = useWatched<LiveContest | null>(matchId, (fanfold, next, fail) =>
    fanfold.watchContest(matchId, next, fail),
  );
  useEffect(() => {
    document.title = 'Operations · Fanfold';
  }, []);
  if (contest.value) {
    return (
      <article>
        <FantasyHead contest={contest.value} of={undefined} />
        <div className="page">
          <Directives contestId={contest.value.id} />
          <DirectivesAudit contestId={contest.value.id} />
          <FanDirectives />
        </div>
      </article>
    );
  }
  return (
    <div className="page">
      <Trouble watches={[contest]} />
      {contest.value === null ? (
        <Notice title="No contest yet">
          <p>It opens by itself when the match is announced.</p>
        </Notice>
      ) : (
        <Skeleton label="Loading the contest" blocks={[120, 320]} />
      )}
    </div>
  );
}
