import { type PointerEvent, type ReactNode, useRef } from 'react';
import { scaleTo } from './axis.ts';
import { useWidth } from './use-width.ts';

const HEIGHT = 250;
const MARGIN = { left: 34, right: 14, top: 22, bottom: 38 };

/** Pixels of values; y grows upwards. */
export interface Plot {
  x: (value: number) => number;
  y: (value: number) => number;
  width: number;
  height: number;
}

export interface Tick {
  value: number;
  text: string;
}

interface ChartFrameProps {
  /** What the chart shows, for those who do not see it. */
  label: string;
  xTicks: readonly Tick[];
  yTicks: readonly Tick[];
  xMax: number;
  yMax: number;
  xTitle: string;
  yTitle: string;
  /** Told the value under the pointer, null when it leaves. */
  onPoint: (x: number | null) => void;
  children: (plot: Plot) => ReactNode;
}

/** Axes, grid and titles of a chart as wide as its place; children draw in it. */
export function ChartFrame(props: ChartFrameProps) {
  const { label, xTicks, yTicks, xMax, yMax, xTitle, yTitle, onPoint, children } = props;
  const [element, outer] = useWidth();
  const area = useRef<SVGRectElement>(null);
  const width = outer - MARGIN.left - MARGIN.right;
  const height = HEIGHT - MARGIN.top - MARGIN.bottom;
  const x = scaleTo(xMax, width);
  const up = scaleTo(yMax, height);
  const plot: Plot = { x, y: (value) => height - up(value), width, height };
  const follow = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect();
    if (box) onPoint(Math.min(xMax, Math.max(0, ((event.clientX - box.left) / box.width) * xMax)));
  };
  return (
    <div ref={element} className="chart">
      <svg
        width={outer}
        height={HEIGHT}
        role="img"
        aria-label={label}
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={() => onPoint(null)}
      >
        <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
          <rect ref={area} width={width} height={height} className="area" />
          {yTicks.map(({ value, text }) => (
            <g key={value} transform={`translate(0 ${plot.y(value)})`}>
              <line className="grid" x2={width} />
              <text x={-6} dy="0.32em" textAnchor="end">
                {text}
              </text>
            </g>
          ))}
          {xTicks.map(({ value, text }) => (
            <text key={value} x={x(value)} y={height + 16} textAnchor="middle">
              {text}
            </text>
          ))}
          <text className="axis-title" x={width / 2} y={height + 33} textAnchor="middle">
            {xTitle}
          </text>
          <text className="axis-title" x={-MARGIN.left + 2} y={-10}>
            {yTitle}
          </text>
          {children(plot)}
        </g>
      </svg>
    </div>
  );
}
