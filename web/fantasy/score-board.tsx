import type { EntryResult, LiveContest, Standing } from '@fanfold/client';
import { gainsOf } from './gains.ts';
import { GainLine } from './my-timeline.tsx';
import { countText, pointsText, topShare } from './points-text.ts';

interface ScoreBoardProps {
  contest: LiveContest;
  standing: Standing;
}

/** Points and rank, of one moment, and what the players just did; after the match, how it ended. */
export function ScoreBoard({ contest, standing }: ScoreBoardProps) {
  const { points, rank, tied, of, seq, timeline, result } = standing;
  const [latest] = gainsOf(timeline);
  return (
    <section className="card score-board" aria-label="Your points and rank" data-testid="score-board">
      <dl>
        <div>
          <dt>Points</dt>
          {/* A new element per value, so that the highlight plays anew. */}
          <dd key={points} className="flash" data-testid="my-points">
            {pointsText(points)}
          </dd>
        </div>
        <div>
          <dt>Rank</dt>
          <dd key={rank} className="flash" data-testid="my-rank">
            {countText(rank)}
          </dd>
        </div>
      </dl>
      <p className="field">
        <span data-testid="my-as-of">as of event {seq}</span>
        <span>
          of <span data-testid="my-of">{countText(of)}</span> · {topShare(rank, of)}
          {tied > 1 && ` · shared by ${countText(tied)}`}
        </span>
      </p>
      {contest.status === 'locked' && latest && (
        <p key={timeline.length} className="just-now flash">
          <GainLine gain={latest} />
        </p>
      )}
      <Ending contest={contest} result={result} />
    </section>
  );
}

function Ending({ contest: { status }, result }: { contest: LiveContest; result: EntryResult | null }) {
  if (status === 'void' || result?.void)
    return (
      <p className="ending" data-testid="my-result">
        This contest is void: the match counts for nobody.
      </p>
    );
  if (result)
    return (
      <p className="ending" data-testid="my-result">
        Final: rank {countText(result.rank ?? 0)} of {countText(result.of)} · <b>{countText(result.coins)} coins</b>
      </p>
    );
  return status === 'final' ? <p className="ending">The match is over. Coins are being counted.</p> : null;
}
