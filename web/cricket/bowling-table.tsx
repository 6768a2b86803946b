import type { CricketInnings } from '@fanfold/game/cricket';
import { HeadCells } from '../ui/head-cells.tsx';
import { ballsPerOver, oversText } from './overs.ts';
import { economy } from './rates.ts';

const COLUMNS = [
  ['O', 'Overs'],
  ['M', 'Maidens'],
  ['R', 'Runs'],
  ['W', 'Wickets'],
  ['Econ', 'Runs per over'],
  ['wd', 'Wides'],
  ['nb', 'No-balls'],
] as const;

export function BowlingTable({ innings }: { innings: CricketInnings }) {
  const perOver = ballsPerOver(innings);
  return (
    <table className="figures bowling">
      <HeadCells first="Bowling" columns={COLUMNS} />
      <tbody>
        {innings.bowling.map((line) => (
          <tr key={line.playerId} data-testid="bowling-row">
            <th scope="row">{line.name}</th>
            <td>{oversText(line.balls, perOver)}</td>
            <td>{line.maidens}</td>
            <td>{line.runs}</td>
            <td className="main-figure">{line.wickets}</td>
            <td>{economy(line, perOver)}</td>
            <td>{line.wides}</td>
            <td>{line.noBalls}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
