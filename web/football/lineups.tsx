import type { FootballLineup, FootballScorecard, LineupPlayer } from '@fanfold/game/football';
import { Pitch } from './pitch.tsx';
import { type PlayerMark, marksOf } from './player-marks.ts';

/** Who starts and who sits on the bench, with what each of them did. */
export function Lineups({ card }: { card: FootballScorecard }) {
  const { home, away } = card.lineups;
  if (home.starting.length + away.starting.length === 0) {
    return <p className="card quiet">The line-ups will stand here once they are announced.</p>;
  }
  return (
    <section className="card" aria-labelledby="lineups-title">
      <h2 id="lineups-title">Line-ups</h2>
      <Pitch home={home} away={away} />
      <div className="lineups">
        <Side lineup={home} card={card} side="home" />
        <Side lineup={away} card={card} side="away" />
      </div>
    </section>
  );
}

interface SideProps {
  lineup: FootballLineup;
  card: FootballScorecard;
  side: 'home' | 'away';
}

function Side({ lineup: { team, starting, bench }, card, side }: SideProps) {
  return (
    <div>
      <h3 className={side}>{team}</h3>
      <Players name="Starting" players={starting} card={card} />
      {bench.length > 0 && (
        <>
          <h4>Bench</h4>
          <Players name="Bench" players={bench} card={card} />
        </>
      )}
    </div>
  );
}

interface PlayersProps {
  name: string;
  players: readonly LineupPlayer[];
  card: FootballScorecard;
}

function Players({ name: listName, players, card }: PlayersProps) {
  return (
    <ul aria-label={listName}>
      {players.map(({ playerId, name, shirt }) => (
        <li key={playerId}>
          <span className="shirt">{shirt ?? ''}</span>
          <span className="name">{name}</span>
          <span className="marks">
            {marksOf(playerId, card).map((mark) => (
              <Mark key={mark.text} mark={mark} />
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Mark({ mark: { kind, minute, text } }: { mark: PlayerMark }) {
  const isChange = kind === 'off' || kind === 'on';
  return (
    <span className={`mark ${kind}`} role="img" aria-label={text} title={text}>
      {isChange && minute}
    </span>
  );
}
