import type { LiveContest, Standing } from '@fanfold/client';
import { RULE_NAMES } from '@fanfold/game/fantasy';
import { pointsText, timesText } from './points-text.ts';

/** Why these points: player by player, rule by rule. The lines sum to the total. */
export function Why({ contest, standing }: { contest: LiveContest; standing: Standing }) {
  const names = new Map(contest.players.map(({ id, name }) => [id, name]));
  const { players, total } = standing.explanation;
  return (
    <section className="card" data-testid="why">
      <h2>Why these points</h2>
      <table className="figures why">
        <thead>
          <tr>
            <th scope="col">Player and rule</th>
            <th scope="col">Points</th>
            <th scope="col">For you</th>
          </tr>
        </thead>
        {players.map(({ playerId, multiplier, base, points, rules }) => (
          <tbody key={playerId}>
            <tr className="why-player">
              <th scope="rowgroup">
                {names.get(playerId) ?? playerId} <span className="quiet">{timesText(multiplier)}</span>
              </th>
              <td>{pointsText(base)}</td>
              <td className="main-figure" data-testid="why-player-points" data-points={points}>
                {pointsText(points)}
              </td>
            </tr>
            {rules.map(({ rule, base: given, points: got }) => (
              <tr key={rule} className="why-rule">
                <th scope="row">{RULE_NAMES[rule] ?? rule}</th>
                <td>{pointsText(given)}</td>
                <td>{pointsText(got)}</td>
              </tr>
            ))}
          </tbody>
        ))}
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <td />
            <td className="main-figure" data-testid="why-total">
              {pointsText(total)}
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
