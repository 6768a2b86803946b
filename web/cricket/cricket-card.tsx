import type { CricketInnings, CricketScorecard } from '@fanfold/game/cricket';
import { useState } from 'react';
import { BattingTable, BowlingTable } from './innings-tables.tsx';
import { runRate } from './rates.ts';
import { Worm } from './worm.tsx';

/** The card of a cricket match: the innings that is on, until the fan picks another one. */
export function CricketCard({ card }: { card: CricketScorecard }) {
  const [picked, setPicked] = useState<number | null>(null);
  const index = picked ?? card.innings.length - 1;
  const innings = card.innings[index];
  if (!innings) return <p className="card quiet">The first ball has not been bowled.</p>;
  return (
    <>
      <section className="card">
        <div className="tabs" role="tablist" aria-label="Innings">
          {card.innings.map((each, n) => (
            <button key={n} type="button" role="tab" aria-selected={n === index} onClick={() => setPicked(n)}>
              {each.team} {each.superOver ? 'super over' : ''} <strong>{`${each.runs}/${each.wickets}`}</strong>
            </button>
          ))}
        </div>
        <ThisOver innings={innings} />
        <BattingTable innings={innings} />
        <FallOfWickets innings={innings} />
        <BowlingTable innings={innings} />
      </section>
      <Worm innings={card.innings} />
    </>
  );
}

function ThisOver({ innings }: { innings: CricketInnings }) {
  const over = innings.overByOver.at(-1);
  if (!over) return null;
  return (
    <p className="this-over">
      <span>
        Over {over.over}, {over.bowler}
      </span>
      <span className="balls">
        {over.balls.map((ball, n) => (
          <b key={n} className={ball.includes('W') ? 'out' : /^[46]$/.test(ball) ? 'boundary' : ''}>
            {ball}
          </b>
        ))}
      </span>
      <span className="quiet">run rate {runRate(innings)}</span>
    </p>
  );
}

function FallOfWickets({ innings: { fallOfWickets } }: { innings: CricketInnings }) {
  if (fallOfWickets.length === 0) return null;
  return (
    <p className="quiet fall">
      <strong>Fall of wickets</strong>{' '}
      {fallOfWickets.map(({ wicket, runs, name, overs }) => `${wicket}-${runs} (${name}, ${overs})`).join(', ')}
    </p>
  );
}
