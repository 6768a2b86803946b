import type { LiveMoment } from '@fanfold/client';
import { useState } from 'react';
import { Trouble } from '../live/trouble.tsx';
import { useWatched } from '../live/use-watched.ts';

const SIGNS: Partial<Record<LiveMoment['kind'], string>> = {
  wicket: 'W',
  four: '4',
  six: '6',
  fifty: '50',
  hundred: '100',
  fiveWickets: '5W',
  hatTrick: 'HT',
  goal: '⚽',
  penaltyGoal: '⚽',
  ownGoal: '⚽',
  penaltyMissed: '✕',
  substitution: '⇄',
};

const FIRST_PAGE = 30;
/** As many as the rules allow to list. */
const ALL = 200;

/** What fans talk about, newest first. */
export function Timeline({ matchId }: { matchId: string }) {
  const [limit, setLimit] = useState(FIRST_PAGE);
  const watch = useWatched<LiveMoment[]>(`${matchId} ${limit}`, (fanfold, next, fail) =>
    fanfold.watchMoments(matchId, { limit }, next, fail),
  );
  const { value } = watch;
  return (
    <section className="card timeline">
      <h2>Timeline</h2>
      <Trouble watches={[watch]} />
      {value?.length === 0 && <p className="quiet">Nothing yet.</p>}
      <ol aria-live="polite">
        {value?.map(({ id, kind, clock, text, score }) => (
          <li key={id} data-testid="moment" data-kind={kind}>
            <span className="clock">{clock}</span>
            <span className={`sign ${kind}`} aria-hidden="true">
              {SIGNS[kind] ?? ''}
            </span>
            <span className="text">
              {text} {score && <span className="quiet">{score}</span>}
            </span>
          </li>
        ))}
      </ol>
      {value && value.length === limit && limit < ALL && (
        <button type="button" onClick={() => setLimit(ALL)}>
          Show earlier
        </button>
      )}
    </section>
  );
}
