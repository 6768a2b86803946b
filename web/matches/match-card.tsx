import type { LiveMatch } from '@fanfold/client';
import { scoreParts } from '../cricket/score-parts.ts';
import { Link } from '../navigation.tsx';
import { matchPath } from '../route.ts';
import { Crest } from '../ui/crest.tsx';
import { SportIcon } from '../ui/sport-icon.tsx';
import { StatusChip } from './status-chip.tsx';
import { startText } from './start-text.ts';

export function MatchCard({ match }: { match: LiveMatch }) {
  const { id, sport, competition, home, away, score, clock, status, result, startsAt } = match;
  return (
    <Link to={matchPath(id)} className={`card match-card ${status}`} testId="match-card">
      <span className="kicker">
        <span className="competition">
          <SportIcon sport={sport} /> {competition}
        </span>
        <StatusChip match={match} />
      </span>
      <CardSide side="home" name={home.name} short={home.short} score={score.home} />
      <CardSide side="away" name={away.name} short={away.short} score={score.away} />
      <span className="foot">{result ?? (status === 'scheduled' ? startText(startsAt) : clock)}</span>
    </Link>
  );
}

interface CardSideProps {
  side: 'home' | 'away';
  name: string;
  short: string;
  score: string;
}

function CardSide({ side, name, short, score }: CardSideProps) {
  const { runs, overs } = scoreParts(score);
  return (
    <span className="side">
      <Crest short={short} side={side} />
      <span className="team">{name}</span>
      {overs && <span className="quiet">{overs}</span>}
      <strong>{runs}</strong>
    </span>
  );
}
