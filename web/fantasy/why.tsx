import type { LiveContest, Standing } from '@fanfold/client';
import { RULE_NAMES, placeText } from '@fanfold/game/fantasy';
import { gainText, pointsText, timesText } from './points-text.ts';

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
        {players.map(({ playerId, multiplier, base, points, rules, powerUps }) => (
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
            {powerUps.map(({ kind, multiplier: times, since, points: got }) => (
              <tr key={kind} className="why-rule">
                <th scope="row" colSpan={2}>
                  of these by the power-up, {times}x from {placeText(contest.sport, since)}
                </th>
                <td>{gainText(got)}</td>
              </tr>
            ))}
          </tbody>
        ))}
        <tfoot>
          <tr className="total">
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
