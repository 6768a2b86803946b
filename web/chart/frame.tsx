import type { ReactNode } from 'react';

export const WIDTH = 640;
export const HEIGHT = 260;
const MARGIN = { left: 38, right: 14, top: 14, bottom: 30 };
export const PLOT = { width: WIDTH - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };

interface Tick {
  value: number;
  at: number;
}

/** Axes and grid of a chart; children draw in plot coordinates, y downwards from the top of the plot. */
export function ChartFrame(props: {
  label: string;
  xTicks: readonly Tick[];
  yTicks: readonly Tick[];
  xTitle: string;
  yTitle: string;
  children: ReactNode;
}) {
  const { label, xTicks, yTicks, xTitle, yTitle, children } = props;
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
        {yTicks.map(({ value, at }) => (
          <g key={value} transform={`translate(0 ${PLOT.height - at})`}>
            <line className="grid" x2={PLOT.width} />
            <text x={-6} dy="0.32em" textAnchor="end">
              {value}
            </text>
          </g>
        ))}
        {xTicks.map(({ value, at }) => (
          <text key={value} x={at} y={PLOT.height + 16} textAnchor="middle">
            {value}
          </text>
        ))}
        <text className="axis-title" x={PLOT.width} y={PLOT.height + 28} textAnchor="end">
          {xTitle}
        </text>
        <text className="axis-title" x={4} y={-3}>
          {yTitle}
        </text>
        {children}
      </g>
    </svg>
  );
}
