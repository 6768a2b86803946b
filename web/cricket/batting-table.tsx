import { type CricketInnings, dismissalText } from '@fanfold/game/cricket';
import { HeadCells } from '../ui/head-cells.tsx';
import { runRate, strikeRate } from './rates.ts';

const COLUMNS = [
  ['R', 'Runs'],
  ['B', 'Balls'],
  ['4s', 'Fours'],
  ['6s', 'Sixes'],
  ['SR', 'Strike rate'],
] as const;

export function BattingTable({ innings }: { innings: CricketInnings }) {
  const { batting, extras, runs, wickets, overs, declared } = innings;
  return (
    <table className="figures">
      <HeadCells first="Batting" columns={COLUMNS} />
      <tbody>
        {batting.map((line) => (
          <tr key={line.playerId} className={line.out ? '' : 'in'} data-testid="batting-row">
            <th scope="row">
              {line.name}
              <small>{dismissalText(line)}</small>
            </th>
            <td className="main-figure">{line.runs}</td>
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
            Extras
            <small>{extrasText(extras)}</small>
          </th>
          <td className="main-figure">{extras.total}</td>
          <td colSpan={4} />
        </tr>
        <tr className="total">
          <th scope="row">
            Total
            <small>
              {wickets === 10 ? 'all out' : `${wickets} wkts`}
              {declared ? ' declared' : ''}, {overs} ov
            </small>
          </th>
          <td className="main-figure" data-testid="innings-total">
            {runs}
          </td>
          <td colSpan={4}>RR {runRate(innings)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function extrasText({ byes, legByes, wides, noBalls, penalty }: CricketInnings['extras']): string {
  const parts: [string, number][] = [
    ['b', byes],
    ['lb', legByes],
    ['w', wides],
    ['nb', noBalls],
    ['p', penalty],
  ];
  return parts
    .filter(([, count]) => count > 0)
    .map(([sign, count]) => `${sign} ${count}`)
    .join(', ');
}
