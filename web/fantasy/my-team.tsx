import type { LiveContest, Standing } from '@fanfold/client';
import { placeText } from '@fanfold/game/fantasy';
import { PlayerRow } from './player-row.tsx';
import { countText, gainText, pointsText, timesText, topShare } from './points-text.ts';
import { PowerUps } from './power-ups.tsx';

interface MyTeamProps {
  contest: LiveContest;
  standing: Standing;
}

/** While the match is on, and after it: points and rank, what just happened, and the players. */
export function MyTeam({ contest, standing }: MyTeamProps) {
  return (
    <>
      <Score contest={contest} standing={standing} />
      <PowerUps contest={contest} standing={standing} />
      <Players contest={contest} standing={standing} />
    </>
  );
}

function Score({ contest, standing }: MyTeamProps) {
  const { points, rank, tied, of, seq, result } = standing;
  return (
    <section className="card score-board" aria-label="Your points and rank">
      <p className="score-points">
        <strong data-testid="my-points">{pointsText(points)}</strong> points
      </p>
      <p className="score-rank">
        Rank <strong data-testid="my-rank">{countText(rank)}</strong> of{' '}
        <span data-testid="my-of">{countText(of)}</span>
        {tied > 1 && <> · shared by {countText(tied)}</>} · {topShare(rank, of)}
      </p>
      <p className="quiet" data-testid="my-as-of">
        as of event {seq}
      </p>
      {result && <Result result={result} isVoid={contest.status === 'void'} />}
    </section>
  );
}

function Result({ result, isVoid }: { result: NonNullable<Standing['result']>; isVoid: boolean }) {
  return (
    <p className="result-line" data-testid="my-result">
      {isVoid || result.void
        ? 'This contest is void: the match counts for nobody.'
        : `Final: rank ${countText(result.rank ?? 0)} of ${countText(result.of)} · ${countText(result.coins)} coins`}
    </p>
  );
}

function Players({ contest, standing }: MyTeamProps) {
  const { entry, explanation } = standing;
  const byId = new Map(contest.players.map((player) => [player.id, player]));
  const players = [...explanation.players].sort((a, b) => b.points - a.points);
  return (
    <section className="card">
      <h2>{entry.name}’s team</h2>
      <ul className="player-list">
        {players.map(({ playerId, multiplier, points }) => {
          const player = byId.get(playerId);
          if (!player) return null;
          const band = playerId === entry.captain ? 'C' : playerId === entry.viceCaptain ? 'VC' : '';
          const powered = entry.powerUps.find((powerUp) => powerUp.playerId === playerId);
          const mark = (
            <>
              {band && <b className="band">{band}</b>}
              {powered && (
                <b className="band power">
                  {powered.multiplier}x from {placeText(contest.sport, powered.since)}
                </b>
              )}
            </>
          );
          return (
            <li key={playerId} data-testid="my-player">
              <PlayerRow contest={contest} player={player} mark={mark}>
                <span className="quiet">{timesText(multiplier)}</span>
                <strong className="points">{pointsText(points)}</strong>
              </PlayerRow>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What the fan's players just did, and what it gave. */
export function MyTimeline({ standing }: { standing: Standing }) {
  const latest = standing.timeline.slice(0, 30);
  return (
    <section className="card">
      <h2>What your players did</h2>
      {latest.length === 0 && <p className="quiet">Nothing yet. It appears here as it happens.</p>}
      <ol className="gains" data-testid="my-timeline">
        {latest.map(({ clock, name, label, multiplier, points }, at) => (
          <li key={`${standing.timeline.length - at}`}>
            <span className="clock">{clock}</span>
            <span>
              {name} <small>{label}</small>
            </span>
            <span className="quiet">{timesText(multiplier)}</span>
            <strong className={points < 0 ? 'loss' : 'gain'}>{gainText(points)}</strong>
          </li>
        ))}
      </ol>
    </section>
  );
}
