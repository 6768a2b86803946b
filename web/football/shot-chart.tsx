import type { FootballScorecard } from '@fanfold/game/football';
import { scaleTo, ticks } from '../chart/axis.ts';
import { ChartFrame, PLOT } from '../chart/frame.tsx';
import { stepPath, xgPoints } from './xg.ts';

const REGULAR_MINUTES = 90;

/** Expected goals of both sides as they grew, every shot a dot and every goal a large one. */
export function ShotChart({ card }: { card: FootballScorecard }) {
  const { home, away, shots, clock } = card;
  if (shots.length === 0) return null;
  const sides = [home.team, away.team].map((team) => ({ team, points: xgPoints(shots, team) }));
  const minutes = Math.max(REGULAR_MINUTES, clock.minute + 1);
  const yTicks = ticks(Math.max(home.xg, away.xg, 0.5), 4);
  const x = scaleTo(minutes, PLOT.width);
  const height = scaleTo(yTicks.at(-1) ?? 0, PLOT.height);
  const y = (xg: number) => PLOT.height - height(xg);
  return (
    <section className="card">
      <h2>Expected goals</h2>
      <ChartFrame
        label={`Expected goals: ${home.team} ${home.xg}, ${away.team} ${away.xg}`}
        xTicks={[0, 15, 30, 45, 60, 75, 90, 105, 120]
          .filter((m) => m <= minutes)
          .map((value) => ({ value, at: x(value) }))}
        yTicks={yTicks.map((value) => ({ value, at: height(value) }))}
        xTitle="minute"
        yTitle="xG"
      >
        {sides.map(({ team, points }, index) => (
          <g key={team} className={`series-${index + 1}`} data-testid="xg-line">
            <path d={stepPath(points, Math.min(minutes, clock.minute + clock.second / 60), x, y)} />
            {points.map(({ minute, xg, name, goal }, n) => (
              <circle key={n} className={goal ? 'goal' : ''} cx={x(minute)} cy={y(xg)} r={goal ? 6 : 3}>
                <title>{`${name}, ${Math.floor(minute) + 1}'${goal ? ', goal' : ''}`}</title>
              </circle>
            ))}
          </g>
        ))}
      </ChartFrame>
      <ul className="legend">
        {sides.map(({ team }, index) => (
          <li key={team} className={`series-${index + 1}`}>
            {team}
          </li>
        ))}
        <li className="quiet">large dot: goal</li>
      </ul>
    </section>
  );
}
