import type { LiveMatch } from '@fanfold/client';
import type { FootballScorecard } from '@fanfold/game/football';
import { Crest } from '../ui/crest.tsx';
import { minuteText } from './minute.ts';

interface FootballScoreProps {
  match: LiveMatch;
  card: FootballScorecard | null;
}

/** Both sides beside each other, the score between them, the scorers below. */
export function FootballScore({ match, card }: FootballScoreProps) {
  const { home, away, score } = match;
  return (
    <div className="football-score">
      <Side side="home" team={home} />
      <p className="goals">
        <strong data-testid="score-home">{score.home || '–'}</strong>
        <span aria-hidden="true">:</span>
        <strong data-testid="score-away">{score.away || '–'}</strong>
        {card?.shootout && (
          <span className="pens">
            pens {card.shootout.home}–{card.shootout.away}
          </span>
        )}
      </p>
      <Side side="away" team={away} />
      {card && card.goals.length + card.cards.length > 0 && (
        <div className="scorers" data-testid="scorers">
          <Deeds team={card.home.team} card={card} />
          <Deeds team={card.away.team} card={card} />
        </div>
      )}
    </div>
  );
}

function Side({ side, team }: { side: 'home' | 'away'; team: LiveMatch['home'] }) {
  return (
    <div className="side">
      <Crest short={team.short} side={side} />
      <p className="team">{team.name}</p>
    </div>
  );
}

const NOTES = { goal: '', penalty: ' (pen)', ownGoal: ' (og)' };

/** Goals of a side as list items; who was sent off stands below them. */
function Deeds({ team, card: { goals, cards } }: { team: string; card: FootballScorecard }) {
  const sentOff = cards.filter((card) => card.team === team && card.kind !== 'yellow');
  return (
    <div>
      <ul aria-label={`Goals of ${team}`}>
        {goals
          .filter((goal) => goal.team === team)
          .map((goal, n) => (
            <li key={n}>
              {goal.name} {minuteText(goal)}
              {NOTES[goal.kind]}
            </li>
          ))}
      </ul>
      {sentOff.map((card, n) => (
        <p key={n}>
          <i className="booking red" role="img" aria-label="Sent off:" /> {card.name} {minuteText(card)}
        </p>
      ))}
    </div>
  );
}
