import type { BattingLine, CricketInnings, OverLine } from '@fanfold/game/cricket';
import { type Crease, creaseOf, toneOf } from './crease.ts';
import { ballsPerOver, oversText } from './overs.ts';
import { economy, strikeRate } from './rates.ts';

/** Who bats, who bowls, and this over ball by ball. */
export function CreasePanel({ innings }: { innings: CricketInnings }) {
  const crease = creaseOf(innings);
  if (!crease) return null;
  const { batters, over, before, partnership } = crease;
  return (
    <section className="card crease" aria-labelledby="crease-title">
      <h2 id="crease-title">At the crease</h2>
      <ul className="batters">
        {batters.map((line) => (
          <Batter key={line.playerId} line={line} />
        ))}
      </ul>
      <p className="crease-facts">
        {batters.length === 2 && (
          <span>
            Partnership <b>{partnership}</b>
          </span>
        )}
        <Bowling crease={crease} innings={innings} />
      </p>
      <div className="overs">
        {before && <Over over={before} name={`Over ${before.over}`} />}
        <Over over={over} name="This over" />
      </div>
    </section>
  );
}

function Batter({ line }: { line: BattingLine }) {
  return (
    <li>
      <span className="name">{line.name}</span>
      <span className="score">
        <b>{line.runs}</b> ({line.balls})
      </span>
      <span className="quiet">
        {line.fours}×4 {line.sixes}×6, SR {strikeRate(line)}
      </span>
    </li>
  );
}

function Bowling({ crease: { bowler }, innings }: { crease: Crease; innings: CricketInnings }) {
  if (!bowler) return null;
  const perOver = ballsPerOver(innings);
  return (
    <span>
      {bowler.name}{' '}
      <b>
        {bowler.wickets}/{bowler.runs}
      </b>{' '}
      in {oversText(bowler.balls, perOver)} ov, econ {economy(bowler, perOver)}
    </span>
  );
}

function Over({ over, name }: { over: OverLine; name: string }) {
  return (
    <div className="over">
      <span className="quiet">{name}</span>
      <ol aria-label={`${name}, ${over.bowler}`}>
        {over.balls.map((ball, n) => (
          <li key={n} className={`ball ${toneOf(ball)}`}>
            {ball === '0' ? <span aria-label="0">•</span> : ball}
          </li>
        ))}
      </ol>
      <b>= {over.runs}</b>
    </div>
  );
}
