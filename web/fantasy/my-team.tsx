import type { LiveContest, Standing } from '@fanfold/client';
import { placeText } from '@fanfold/game/fantasy';
import { PlayerRow } from './player-row.tsx';
import { pointsText, timesText } from './points-text.ts';
import { PowerUps } from './power-ups.tsx';
import { ScoreBoard } from './score-board.tsx';

interface MyTeamProps {
  contest: LiveContest;
  standing: Standing;
}

/** While the match is on, and after it: points and rank, what just happened, and the players. */
export function MyTeam({ contest, standing }: MyTeamProps) {
  return (
    <>
      <ScoreBoard contest={contest} standing={standing} />
      <PowerUps contest={contest} standing={standing} />
      <Players contest={contest} standing={standing} />
    </>
  );
}

function Players({ contest, standing: { entry, explanation } }: MyTeamProps) {
  const byId = new Map(contest.players.map((player) => [player.id, player]));
  const players = [...explanation.players].sort((a, b) => b.points - a.points);
  return (
    <section className="card">
      <h2>Your team</h2>
      <ul className="player-list">
        {players.map(({ playerId, multiplier, base, points, powerUps }) => {
          const player = byId.get(playerId);
          if (!player) return null;
          const band = playerId === entry.captain ? 'C' : playerId === entry.viceCaptain ? 'VC' : '';
          return (
            <li key={playerId} data-testid="my-player">
              <PlayerRow
                contest={contest}
                player={player}
                mark={band && <b className="band">{band}</b>}
                below={powerUps.map(({ kind, multiplier: times, since }) => (
                  <b key={kind} className="band power" data-testid="powered">
                    {times}x from {placeText(contest.sport, since)}
                  </b>
                ))}
              >
                <span className="player-points">
                  <strong>{pointsText(points)}</strong>
                  {multiplier !== 1 && (
                    <small>
                      {pointsText(base)} · {timesText(multiplier)}
                    </small>
                  )}
                </span>
              </PlayerRow>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
