import type { FootballScorecard, FootballSide } from '@fanfold/game/football';

type Figure = Exclude<keyof FootballSide, 'team' | 'teamId'>;

const ROWS: readonly { name: string; figure: Figure; text: (value: number) => string }[] = [
  { name: 'Possession', figure: 'possession', text: (value) => `${value}%` },
  { name: 'Expected goals (xG)', figure: 'xg', text: (value) => value.toFixed(2) },
  { name: 'Shots', figure: 'shots', text: String },
  { name: 'Shots on target', figure: 'shotsOnTarget', text: String },
  { name: 'Corners', figure: 'corners', text: String },
  { name: 'Fouls', figure: 'fouls', text: String },
  { name: 'Yellow cards', figure: 'yellow', text: String },
  { name: 'Red cards', figure: 'red', text: String },
];

/** Both sides against each other, figure by figure. */
export function StatBars({ home, away }: Pick<FootballScorecard, 'home' | 'away'>) {
  return (
    <section className="card" aria-labelledby="stats-title">
      <h2 id="stats-title">Match stats</h2>
      <p className="stat-names" aria-hidden="true">
        <span className="home">{home.team}</span>
        <span className="away">{away.team}</span>
      </p>
      <dl className="stats">
        {ROWS.map(({ name, figure, text }) => (
          <div key={name} data-testid={`stat-${figure}`}>
            <dt>{name}</dt>
            <Bar side="home" own={home[figure]} other={away[figure]} text={text} team={home.team} />
            <Bar side="away" own={away[figure]} other={home[figure]} text={text} team={away.team} />
          </div>
        ))}
      </dl>
    </section>
  );
}

interface BarProps {
  side: 'home' | 'away';
  own: number;
  other: number;
  text: (value: number) => string;
  team: string;
}

function Bar({ side, own, other, text, team }: BarProps) {
  const share = own + other > 0 ? (100 * own) / (own + other) : 0;
  return (
    <dd className={own > other ? `${side} more` : side}>
      <span className="unseen">{team}: </span>
      <b>{text(own)}</b>
      <span className="track" aria-hidden="true">
        <i style={{ width: `${share}%` }} />
      </span>
    </dd>
  );
}
