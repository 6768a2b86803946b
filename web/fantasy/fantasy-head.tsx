import type { LiveContest, LiveMatch } from '@fanfold/client';
import { scoreParts } from '../cricket/score-parts.ts';
import { useWatched } from '../live/use-watched.ts';
import { startText } from '../matches/start-text.ts';
import { Link } from '../navigation.tsx';
import { matchPath } from '../route.ts';
import { Crest } from '../ui/crest.tsx';
import { countdownText } from './countdown.ts';
import { countText } from './points-text.ts';
import { useNow } from './use-now.ts';

interface FantasyHeadProps {
  contest: LiveContest;
  /** Teams in the contest; undefined while unknown. */
  of: number | undefined;
}

/** On top of a contest: the match it is about, and how long teams may be changed. */
export function FantasyHead({ contest, of }: FantasyHeadProps) {
  const { matchId, name, status } = contest;
  return (
    <header className="fantasy-head">
      <div className="page">
        <p className="back">
          <Link to={matchPath(matchId)} testId="to-match">
            To the match
          </Link>
        </p>
        <h1>{name}</h1>
        <Score contest={contest} />
        <p className="contest-status">
          <b className={`contest-state ${status}`} data-testid="contest-status">
            {stateText(contest)}
          </b>
          {status === 'open' && <UntilLock lockAt={contest.lockAt} />}
          {of !== undefined && (
            <span>
              {countText(of)} {of === 1 ? 'team' : 'teams'}
            </span>
          )}
        </p>
      </div>
    </header>
  );
}

function Score({ contest: { matchId, home, away } }: { contest: LiveContest }) {
  const match = useWatched<LiveMatch | null>(matchId, (fanfold, next, fail) => fanfold.watchMatch(matchId, next, fail));
  const { score, clock, status } = match.value ?? { score: { home: '', away: '' }, clock: '', status: 'scheduled' };
  return (
    <p className="fixture">
      <Crest short={home.short} side="home" />
      <strong>{scoreParts(score.home).runs}</strong>
      <span className="versus">v</span>
      <Crest short={away.short} side="away" />
      <strong>{scoreParts(score.away).runs}</strong>
      {status === 'live' && <span className="clock">{clock}</span>}
    </p>
  );
}

function UntilLock({ lockAt }: { lockAt: string }) {
  const left = countdownText(Date.parse(lockAt) - useNow());
  return (
    <span data-testid="until-lock" title={startText(lockAt)}>
      {left === '' ? 'Teams are being locked' : `Teams lock in ${left}`}
    </span>
  );
}

function stateText({ status, settlement }: LiveContest): string {
  switch (status) {
    case 'open':
      return 'Open';
    case 'locked':
      return 'Live';
    case 'final':
      return settlement > 0 ? 'Final' : 'Over';
    case 'void':
      return 'Void';
  }
}
