import type { FootballScorecard } from '@fanfold/game/football';

type Kicks = NonNullable<FootballScorecard['shootout']>;

interface ShootoutProps {
  shootout: Kicks;
  home: string;
  away: string;
}

/** Kicks from the penalty mark, a row per side. */
export function Shootout({ shootout, home, away }: ShootoutProps) {
  return (
    <section className="card" aria-labelledby="shootout-title" data-testid="shootout">
      <h2 id="shootout-title">Penalty shoot-out</h2>
      <div className="shootout">
        <Side team={home} scored={shootout.home} kicks={shootout.kicks} />
        <Side team={away} scored={shootout.away} kicks={shootout.kicks} />
      </div>
    </section>
  );
}

function Side({ team, scored, kicks }: { team: string; scored: number; kicks: Kicks['kicks'] }) {
  return (
    <>
      <h3>
        {team} <b>{scored}</b>
      </h3>
      <ol aria-label={`Kicks of ${team}`}>
        {kicks
          .filter((kick) => kick.team === team)
          .map(({ name, scored: isIn }, n) => (
            <li key={n} className={isIn ? 'scored' : 'missed'}>
              <i role="img" aria-label={isIn ? 'Scored:' : 'Missed:'}>
                {isIn ? '✓' : '✕'}
              </i>{' '}
              {name}
            </li>
          ))}
      </ol>
    </>
  );
}
