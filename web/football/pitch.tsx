import type { FootballLineup } from '@fanfold/game/football';
import { pitchRows, surname } from './pitch-rows.ts';

/** Both elevens face to face. The lists below it say the same and more. */
export function Pitch({ home, away }: { home: FootballLineup; away: FootballLineup }) {
  return (
    <div className="pitch" aria-hidden="true">
      <Half lineup={home} side="home" />
      <Half lineup={away} side="away" />
    </div>
  );
}

function Half({ lineup, side }: { lineup: FootballLineup; side: 'home' | 'away' }) {
  const rows = pitchRows(lineup.starting);
  return (
    <div className={`half ${side}`}>
      {(side === 'home' ? rows : rows.reverse()).map((row, n) => (
        <div key={n} className="line">
          {row.map(({ playerId, name, shirt }) => (
            <span key={playerId} className="player">
              <b>{shirt ?? ''}</b>
              <span>{surname(name)}</span>
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
