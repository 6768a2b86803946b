import type { FootballLineup, FootballScorecard } from '@fanfold/game/football';

/** Who starts and who sits on the bench, with cards and substitutions beside the names. */
export function Lineups({ card }: { card: FootballScorecard }) {
  const { home, away } = card.lineups;
  if (home.starting.length + away.starting.length === 0) return null;
  return (
    <section className="card">
      <h2>Line-ups</h2>
      <div className="lineups">
        <Side lineup={home} card={card} />
        <Side lineup={away} card={card} />
      </div>
    </section>
  );
}

function Side({ lineup, card }: { lineup: FootballLineup; card: FootballScorecard }) {
  return (
    <div>
      <h3>{lineup.team}</h3>
      {[lineup.starting, lineup.bench].map((players, n) => (
        <ul key={n} aria-label={n === 0 ? 'Starting' : 'Bench'} className={n === 0 ? '' : 'bench'}>
          {players.map(({ playerId, name, shirt }) => (
            <li key={playerId}>
              <span className="shirt">{shirt ?? ''}</span>
              <span>{name}</span>
              <Marks playerId={playerId} card={card} />
            </li>
          ))}
        </ul>
      ))}
    </div>
  );
}

function Marks({ playerId, card: { cards, substitutions } }: { playerId: string; card: FootballScorecard }) {
  const shown = cards.filter((each) => each.playerId === playerId);
  const off = substitutions.find((each) => each.off.playerId === playerId);
  const on = substitutions.find((each) => each.on.playerId === playerId);
  return (
    <span className="marks">
      {shown.map(({ kind, minute }) => (
        <i key={`${kind} ${minute}`} className={`booking ${kind}`} title={`${CARDS[kind]}, ${minute}'`} />
      ))}
      {off && <span title={`off for ${off.on.name}`}>▾{off.minute}'</span>}
      {on && <span title={`on for ${on.off.name}`}>▴{on.minute}'</span>}
    </span>
  );
}

const CARDS = { yellow: 'yellow card', secondYellow: 'second yellow card', red: 'red card' };
