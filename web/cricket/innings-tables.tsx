import { type CricketInnings, dismissalText } from '@fanfold/game/cricket';
import { economy, oversText, strikeRate } from './rates.ts';

export function BattingTable({ innings }: { innings: CricketInnings }) {
  const { batting, extras, runs, wickets, overs } = innings;
  const parts = [
    [extras.byes, 'b'],
    [extras.legByes, 'lb'],
    [extras.wides, 'w'],
    [extras.noBalls, 'nb'],
    [extras.penalty, 'p'],
  ].flatMap(([count, sign]) => (count ? [`${sign} ${count}`] : []));
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Batting</th>
          <th scope="col" title="Runs">
            R
          </th>
          <th scope="col" title="Balls">
            B
          </th>
          <th scope="col">4s</th>
          <th scope="col">6s</th>
          <th scope="col" title="Strike rate">
            SR
          </th>
        </tr>
      </thead>
      <tbody>
        {batting.map((line) => (
          <tr key={line.playerId} className={line.out ? '' : 'in'} data-testid="batting-row">
            <th scope="row">
              {line.name}
              <small>{dismissalText(line)}</small>
            </th>
            <td>
              <strong>{line.runs}</strong>
            </td>
            <td>{line.balls}</td>
            <td>{line.fours}</td>
            <td>{line.sixes}</td>
            <td>{strikeRate(line)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            Extras<small>{parts.join(', ') || 'none'}</small>
          </th>
          <td>{extras.total}</td>
          <td colSpan={4} />
        </tr>
        <tr>
          <th scope="row">
            Total<small>{`${wickets} wickets, ${overs} overs`}</small>
          </th>
          <td>
            <strong data-testid="innings-total">{runs}</strong>
          </td>
          <td colSpan={4} />
        </tr>
      </tfoot>
    </table>
  );
}

export function BowlingTable({ innings: { bowling } }: { innings: CricketInnings }) {
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Bowling</th>
          <th scope="col" title="Overs">
            O
          </th>
          <th scope="col" title="Maidens">
            M
          </th>
          <th scope="col" title="Runs">
            R
          </th>
          <th scope="col" title="Wickets">
            W
          </th>
          <th scope="col" title="Economy">
            Econ
          </th>
        </tr>
      </thead>
      <tbody>
        {bowling.map((line) => (
          <tr key={line.playerId} data-testid="bowling-row">
            <th scope="row">
              {line.name}
              <small>
                {[line.wides ? `${line.wides} wd` : '', line.noBalls ? `${line.noBalls} nb` : '']
                  .filter(Boolean)
                  .join(', ')}
              </small>
            </th>
            <td>{oversText(line.balls)}</td>
            <td>{line.maidens}</td>
            <td>{line.runs}</td>
            <td>
              <strong>{line.wickets}</strong>
            </td>
            <td>{economy(line)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
