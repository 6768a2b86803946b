import type { FootballScorecard } from '@fanfold/game/football';
import { Lineups } from './lineups.tsx';
import { ShotChart } from './shot-chart.tsx';
import { Stats } from './stats.tsx';

export function FootballCard({ card }: { card: FootballScorecard }) {
  return (
    <>
      {card.shootout && <Shootout shootout={card.shootout} />}
      <ShotChart card={card} />
      <Stats home={card.home} away={card.away} />
      <Lineups card={card} />
    </>
  );
}

function Shootout({ shootout: { home, away, kicks } }: { shootout: NonNullable<FootballScorecard['shootout']> }) {
  return (
    <section className="card">
      <h2>
        Penalty shoot-out {home}–{away}
      </h2>
      <ol className="kicks">
        {kicks.map(({ team, name, scored }, n) => (
          <li key={n}>
            <b className={scored ? 'scored' : 'missed'}>{scored ? '✓' : '✕'}</b> {name}{' '}
            <span className="quiet">{team}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
