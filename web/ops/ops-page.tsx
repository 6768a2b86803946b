import type { LiveContest } from '@fanfold/client';
import { useEffect, useState } from 'react';
import { FantasyHead } from '../fantasy/fantasy-head.tsx';
import { useFanfold } from '../live/fanfold-context.ts';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';
import { Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Directives } from './directives-form.tsx';
import { FanDirectives } from './fan-directives-form.tsx';

/** A match's own contest, for operators. */
export function OpsPage({ matchId }: { matchId: string }) {
  const isOps = useIsOps();
  const contest = useWatched<LiveContest | null>(matchId, (fanfold, next, fail) =>
    fanfold.watchContest(matchId, next, fail),
  );
  useEffect(() => {
    document.title = 'Operations · Fanfold';
  }, []);
  if (isOps === false) {
    return (
      <Notice title="For operators" testId="not-ops">
        <p>Your account lacks the claim that this page asks for.</p>
      </Notice>
    );
  }
  if (contest.value && isOps) {
    return (
      <article>
        <FantasyHead contest={contest.value} of={undefined} />
        <div className="page">
          <Directives contestId={contest.value.id} />
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

/** Undefined until the server has said. */
function useIsOps(): boolean | undefined {
  const fanfold = useFanfold();
  const [isOps, setIsOps] = useState<boolean>();
  useEffect(() => {
    // A failure to sign in is told by what is watched.
    fanfold.isOps().then(setIsOps, () => undefined);
  }, [fanfold]);
  return isOps;
}
