import type { FootballScorecard, FootballSide } from '@fanfold/game/football';

const ROWS: { name: string; of: (side: FootballSide) => number; unit?: string }[] = [
  { name: 'Possession', of: (side) => side.possession, unit: '%' },
  { name: 'Expected goals', of: (side) => side.xg },
  { name: 'Shots', of: (side) => side.shots },
  { name: 'On target', of: (side) => side.shotsOnTarget },
  { name: 'Corners', of: (side) => side.corners },
  { name: 'Fouls', of: (side) => side.fouls },
  { name: 'Yellow cards', of: (side) => side.yellow },
  { name: 'Red cards', of: (side) => side.red },
];

/** Both sides against each other, figure by figure. */
export function Stats({ home, away }: Pick<FootballScorecard, 'home' | 'away'>) {
  return (
    <section className="card">
      <h2>Match stats</h2>
      <dl className="stats">
        {ROWS.map(({ name, of, unit = '' }) => {
          const [left, right] = [of(home), of(away)];
          const share = left + right > 0 ? (100 * left) / (left + right) : 50;
          return (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {left}
                {unit}
              </dd>
              <dd>
                {right}
                {unit}
              </dd>
              <span className="share" aria-hidden="true">
                <i style={{ width: `${share}%` }} />
              </span>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
