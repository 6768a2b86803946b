import type { LiveMatch } from '@fanfold/client';
import type { CricketInnings } from '@fanfold/game/cricket';
import { useState } from 'react';
import { ticks } from '../chart/axis.ts';
import { DataTable } from '../chart/data-table.tsx';
import { ChartFrame, type Plot } from '../chart/frame.tsx';
import { inningsSuffix, scoreText } from './innings-names.ts';
import { type WormPoint, runsAfter, wormPoints } from './worm-points.ts';

interface Line {
  name: string;
  innings: CricketInnings;
  points: WormPoint[];
  className: string;
}

interface WormProps {
  match: LiveMatch;
  innings: readonly CricketInnings[];
}

/** Runs of each innings as they grew, a dot for each wicket. Super overs stand apart from it. */
export function Worm({ match, innings }: WormProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const lines = linesOf(match, innings);
  if (lines.length === 0) return <p className="card quiet">The worm starts with the first over.</p>;
  const longest = Math.max(...lines.map(({ innings: { overByOver } }) => overByOver.length));
  const target = innings.findLast(({ superOver }) => !superOver)?.target;
  const xMax = Math.max(5, Math.ceil(target?.overs ?? 0), longest);
  const yTicks = ticks(Math.max(20, target?.runs ?? 0, ...lines.map((line) => line.innings.runs)), 4);
  const over = pointed === null ? null : Math.min(longest, Math.max(1, Math.round(pointed)));
  return (
    <section className="card" aria-labelledby="worm-title">
      <h2 id="worm-title">Run worm</h2>
      <ul className="legend" aria-live="off">
        {over !== null && <li className="at">Over {over}</li>}
        {lines.map(({ name, innings: own, className }) => (
          <li key={name} className={className}>
            {name} <b>{over === null ? scoreText(own) : (runsAfter(own, over) ?? '–')}</b>
          </li>
        ))}
        {over === null && <li className="wicket-key">wicket</li>}
      </ul>
      <ChartFrame
        label={`Runs over by over. ${lines.map((line) => `${line.name}: ${line.innings.runs} for ${line.innings.wickets} after ${line.innings.overs} overs`).join('. ')}`}
        xTicks={ticks(xMax, 5)
          .filter((value) => value <= xMax)
          .map((value) => ({ value, text: String(value) }))}
        yTicks={yTicks.map((value) => ({ value, text: String(value) }))}
        xMax={xMax}
        yMax={yTicks.at(-1) ?? 0}
        xTitle="Overs"
        yTitle="Runs"
        onPoint={setPointed}
      >
        {(plot) => (
          <>
            {target && <Target runs={target.runs} plot={plot} />}
            {over !== null && <line className="rule" x1={plot.x(over)} x2={plot.x(over)} y2={plot.height} />}
            {lines.map((line) => (
              <WormLine key={line.name} line={line} plot={plot} />
            ))}
          </>
        )}
      </ChartFrame>
      <DataTable
        caption="Score after every over"
        head={['Over', ...lines.map(({ name }) => name)]}
        rows={Array.from({ length: longest }, (_, n) => [
          n + 1,
          ...lines.map((line) => runsAfter(line.innings, n + 1) ?? '–'),
        ])}
      />
    </section>
  );
}

function WormLine({ line: { points, className }, plot: { x, y } }: { line: Line; plot: Plot }) {
  return (
    <g className={className} data-testid="worm-line">
      <polyline points={points.map(({ overs, runs }) => `${x(overs).toFixed(1)},${y(runs).toFixed(1)}`).join(' ')} />
      {points.map(
        ({ overs, runs, wicket }, n) =>
          wicket !== null && <circle key={n} className="wicket-dot" cx={x(overs)} cy={y(runs)} r={4.5} />,
      )}
    </g>
  );
}

function Target({ runs, plot: { y, width } }: { runs: number; plot: Plot }) {
  return (
    <g className="target" transform={`translate(0 ${y(runs)})`}>
      <line x2={width} />
      <text x={4} y={-5}>
        Target {runs}
      </text>
    </g>
  );
}

function linesOf({ home }: LiveMatch, all: readonly CricketInnings[]): Line[] {
  return all
    .filter(({ superOver, overByOver }) => !superOver && overByOver.length > 0)
    .map((innings) => {
      const suffix = inningsSuffix(innings, all);
      const side = innings.teamId === home.id ? 'home' : 'away';
      return {
        name: `${innings.team} ${suffix}`.trim(),
        innings,
        points: wormPoints(innings),
        className: `series ${side}${suffix === '2nd' ? ' later' : ''}`,
      };
    });
}
