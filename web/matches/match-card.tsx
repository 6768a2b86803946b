import type { LiveMatch } from '@fanfold/client';
import { Link } from '../navigation.tsx';
import { matchPath } from '../route.ts';

export function MatchCard({ match }: { match: LiveMatch }) {
  const { id, competition, home, away, score, result } = match;
  return (
    <Link className="card match-card" to={matchPath(id)} testId="match-card">
      <span className="kicker">
        {competition} <StatusChip match={match} />
      </span>
      {[
        { team: home, runs: score.home },
        { team: away, runs: score.away },
      ].map(({ team, runs }) => (
        <span className="side" key={team.id}>
          <span className="crest" aria-hidden="true">
            {team.short.slice(0, 3)}
          </span>
          <span className="team">{team.name}</span>
          <strong>{runs}</strong>
        </span>
      ))}
      <span className="result">{result ?? (match.status === 'scheduled' ? startText(match.startsAt) : ' ')}</span>
    </Link>
  );
}

const STATUS: Record<LiveMatch['status'], string> = {
  live: 'Live',
  scheduled: 'Upcoming',
  postponed: 'Postponed',
  finished: 'Finished',
  abandoned: 'Abandoned',
};

export function StatusChip({ match: { status, clock } }: { match: LiveMatch }) {
  return (
    <span className={`chip ${status}`} data-testid="status">
      {status === 'live' && clock ? clock : STATUS[status]}
    </span>
  );
}

/** In the fan's own time zone and language. */
export function startText(startsAt: string): string {
  return new Date(startsAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
