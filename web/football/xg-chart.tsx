import type { FootballScorecard } from '@fanfold/game/football';
import { useState } from 'react';
import { ticks } from '../chart/axis.ts';
import { DataTable } from '../chart/data-table.tsx';
import { ChartFrame, type Plot } from '../chart/frame.tsx';
import { spreadLabels } from '../chart/spread-labels.ts';
import { type MatchTime, matchTime } from './match-time.ts';
import { minuteText, shotMinuteText } from './minute.ts';
import { surname } from './pitch-rows.ts';
import { type XgStep, nearestStep, outcomeText, xgAt, xgSteps } from './xg-steps.ts';

interface Series {
  team: string;
  className: string;
  steps: XgStep[];
}

/** Expected goals of both sides as they grew: a step for every shot, a ball for every goal. */
export function XgChart({ card }: { card: FootballScorecard }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const time = matchTime(card);
  const series: Series[] = [
    { team: card.home.team, className: 'series home', steps: xgSteps(card.shots, card.home.team, time) },
    { team: card.away.team, className: 'series away', steps: xgSteps(card.shots, card.away.team, time) },
  ];
  const all = series.flatMap(({ steps }) => steps).sort((a, b) => a.at - b.at);
  const { clock } = card;
  const now = clock.period >= 5 ? time.end : time.at(clock.period, clock.minute + clock.second / 60);
  const near = pointed === null ? null : nearestStep(all, pointed);
  const yTicks = ticks(Math.max(1, card.home.xg, card.away.xg), 4);
  return (
    <section className="card" aria-labelledby="xg-title">
      <h2 id="xg-title">Expected goals</h2>
      <ul className="legend">
        {series.map(({ team, className, steps }) => (
          <li key={team} className={className}>
            {team} <b>{xgAt(steps, near ? near.at : now).toFixed(2)}</b>
          </li>
        ))}
        {!near && <li className="goal-key">goal</li>}
      </ul>
      <p className="readout">{near ? stepText(near) : `${all.length} shots`}</p>
      <ChartFrame
        label={`Expected goals over time. ${card.home.team} ${card.home.xg}, ${card.away.team} ${card.away.xg}`}
        xTicks={time.ticks}
        yTicks={yTicks.map((value) => ({ value, text: String(value) }))}
        xMax={time.end}
        yMax={yTicks.at(-1) ?? 0}
        xTitle="Minutes"
        yTitle="xG"
        onPoint={setPointed}
      >
        {(plot) => (
          <>
            <Breaks time={time} plot={plot} />
            {near && <line className="rule" x1={plot.x(near.at)} x2={plot.x(near.at)} y2={plot.height} />}
            {series.map((each) => (
              <XgLine key={each.team} series={each} now={now} plot={plot} card={card} time={time} />
            ))}
          </>
        )}
      </ChartFrame>
      <DataTable
        caption="All shots"
        head={['Player', 'Team', 'Minute', 'Outcome', 'xG']}
        rows={all.map(({ shot }) => [
          shot.name,
          shot.team,
          shotMinuteText(shot),
          outcomeText(shot.outcome),
          shot.xg.toFixed(2),
        ])}
      />
    </section>
  );
}

/** Pixels that a surname takes. */
const LABEL_WIDTH = 56;

interface XgLineProps {
  series: Series;
  now: number;
  plot: Plot;
  card: FootballScorecard;
  time: MatchTime;
}

function XgLine({ series: { team, className, steps }, now, plot: { x, y }, card, time }: XgLineProps) {
  const path = steps.map(({ at, xg }) => `H${x(at).toFixed(1)}V${y(xg).toFixed(1)}`).join('');
  const goals = card.goals.filter((goal) => goal.team === team);
  const scored = steps
    .filter(({ shot }) => shot.outcome === 'goal')
    .map(({ at, xg, shot }) => ({ at, xg, name: surname(shot.name) }));
  const given = goals
    .filter(({ kind }) => kind === 'ownGoal')
    .map(({ minute, stoppage, name }) => ({ at: time.atFans(minute, stoppage), name: `${surname(name)} (og)` }))
    .map(({ at, name }) => ({ at, name, xg: xgAt(steps, at) }));
  const marks = [...scored, ...given].sort((a, b) => a.at - b.at);
  const labelled = spreadLabels(
    marks.map(({ at }) => x(at)),
    LABEL_WIDTH,
  );
  return (
    <g className={className} data-testid="xg-line">
      <path d={`M0,${y(0).toFixed(1)}${path}H${x(now).toFixed(1)}`} />
      {steps.map(({ at, xg }, n) => (
        <circle key={n} className="shot-dot" cx={x(at)} cy={y(xg)} r={2.5} />
      ))}
      {marks.map(({ at, xg, name }, n) => (
        <g key={n} className="goal-mark" transform={`translate(${x(at).toFixed(1)} ${y(xg).toFixed(1)})`}>
          <circle r={6} />
          {labelled[n] && (
            <text y={-10} textAnchor="middle">
              {name}
            </text>
          )}
        </g>
      ))}
      {goals.length > 0 && <title>{goals.map((goal) => `${goal.name} ${minuteText(goal)}`).join(', ')}</title>}
    </g>
  );
}

function Breaks({ time: { breaks }, plot: { x, height } }: { time: MatchTime; plot: Plot }) {
  const names = ['HT', 'FT', 'ET'];
  return breaks.slice(0, -1).map(({ period, at }, n) => (
    <g key={period} className="period-end" transform={`translate(${x(at)} 0)`}>
      <line y2={height} />
      <text y={-6} textAnchor="middle">
        {names[n]}
      </text>
    </g>
  ));
}

function stepText({ shot }: XgStep): string {
  const { name, team, outcome, xg } = shot;
  return `${shotMinuteText(shot)} ${name} (${team}): ${outcomeText(outcome)}, ${xg.toFixed(2)} xG`;
}
