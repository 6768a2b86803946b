import type { LiveMatch, LiveScorecard } from '@fanfold/client';
import { chaseText } from '../cricket/rates.ts';
import { StatusChip, startText } from '../matches/match-card.tsx';

export function MatchHead({ match, card }: { match: LiveMatch; card: LiveScorecard | null }) {
  const { competition, season, venue, home, away, score, startsAt, status, result } = match;
  const chase = card?.sport === 'cricket' && !result ? chaseText(card) : null;
  return (
    <header className="card head">
      <p className="kicker">
        {[competition, season, venue].filter(Boolean).join(' · ')} <StatusChip match={match} />
      </p>
      <div className="score-line">
        <TeamScore name={home.name} short={home.short} score={score.home} testId="score-home" />
        <TeamScore name={away.name} short={away.short} score={score.away} testId="score-away" />
      </div>
      {card?.sport === 'football' && <Scorers card={card} />}
      <p className="result" data-testid="result">
        {result ?? chase ?? (status === 'scheduled' ? startText(startsAt) : '')}
      </p>
    </header>
  );
}

function TeamScore({ name, short, score, testId }: { name: string; short: string; score: string; testId: string }) {
  return (
    <div className="team-score">
      <span className="crest" aria-hidden="true">
        {short.slice(0, 3)}
      </span>
      <h1>{name}</h1>
      <strong data-testid={testId}>{score || '–'}</strong>
    </div>
  );
}

function Scorers({ card }: { card: Extract<LiveScorecard, { sport: 'football' }> }) {
  if (card.goals.length === 0) return null;
  const of = (team: string) =>
    card.goals
      .filter((goal) => goal.team === team)
      .map(({ name, minute, stoppage, kind }) => {
        const note = kind === 'penalty' ? ' (pen)' : kind === 'ownGoal' ? ' (og)' : '';
        return `${name} ${minute}${stoppage ? `+${stoppage}` : ''}'${note}`;
      });
  return (
    <div className="scorers" data-testid="scorers">
      {[card.home.team, card.away.team].map((team) => (
        <ul key={team}>
          {of(team).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ))}
    </div>
  );
}
