import type { FootballScorecard } from '@fanfold/game/football';
import { minuteText } from './minute.ts';

/** Cards and substitutions of both sides, in match order. */
export function Incidents({ card: { cards, substitutions } }: { card: FootballScorecard }) {
  if (cards.length + substitutions.length === 0) return null;
  return (
    <section className="card incidents" aria-labelledby="incidents-title">
      <h2 id="incidents-title">Cards and substitutions</h2>
      <div className="two-lists">
        <ul aria-label="Cards">
          {cards.map((card, n) => (
            <li key={n}>
              <span className="clock">{minuteText(card)}</span>
              <i className={`booking ${card.kind}`} role="img" aria-label={NAMES[card.kind]} />
              <span>
                {card.name} <span className="quiet">{card.team}</span>
              </span>
            </li>
          ))}
        </ul>
        <ul aria-label="Substitutions">
          {substitutions.map((change, n) => (
            <li key={n}>
              <span className="clock">{minuteText(change)}</span>
              <span className="change" aria-hidden="true">
                ⇄
              </span>
              <span>
                {change.on.name} <span className="quiet">for {change.off.name}</span>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

const NAMES = { yellow: 'Yellow card', secondYellow: 'Second yellow card', red: 'Red card' };
