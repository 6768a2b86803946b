import type { CricketInnings } from '@fanfold/game/cricket';
import { scaleTo, ticks } from '../chart/axis.ts';
import { ChartFrame, PLOT } from '../chart/frame.tsx';

/** Runs of each innings over by over, with a dot for each over in which wickets fell. Super overs stand apart from it. */
export function Worm({ innings }: { innings: readonly CricketInnings[] }) {
  const lines = innings.filter(({ superOver, overByOver }) => !superOver && overByOver.length > 0);
  if (lines.length === 0) return null;
  const overs = Math.max(...lines.map(({ overByOver }) => overByOver.length), 5);
  const yTicks = ticks(Math.max(...lines.map(({ runs }) => runs), 20), 4);
  const x = scaleTo(overs, PLOT.width);
  const y = scaleTo(yTicks.at(-1) ?? 0, PLOT.height);
  const xTicks = ticks(overs, 5).filter((over) => over <= overs);
  return (
    <section className="card">
      <h2>Worm</h2>
      <ChartFrame
        label={lines.map(({ team, runs, overs: bowled }) => `${team}: ${runs} runs in ${bowled} overs`).join('; ')}
        xTicks={xTicks.map((value) => ({ value, at: x(value) }))}
        yTicks={yTicks.map((value) => ({ value, at: y(value) }))}
        xTitle="overs"
        yTitle="runs"
      >
        {lines.map(({ overByOver }, index) => (
          <g key={index} className={`series-${(index % 4) + 1}`} data-testid="worm-line">
            <polyline
              points={[{ over: 0, total: 0 }, ...overByOver]
                .map(({ over, total }) => `${x(over)},${PLOT.height - y(total)}`)
                .join(' ')}
            />
            {overByOver.map(
              ({ over, total, wickets }) =>
                wickets > 0 && (
                  <circle key={over} cx={x(over)} cy={PLOT.height - y(total)} r={3 + wickets}>
                    <title>{`${wickets} ${wickets === 1 ? 'wicket' : 'wickets'} in over ${over}`}</title>
                  </circle>
                ),
            )}
          </g>
        ))}
      </ChartFrame>
      <ul className="legend">
        {lines.map(({ team }, index) => (
          <li key={index} className={`series-${(index % 4) + 1}`}>
            {team}
          </li>
        ))}
      </ul>
    </section>
  );
}
