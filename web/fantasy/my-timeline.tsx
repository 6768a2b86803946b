import type { Standing } from '@fanfold/client';
import { useState } from 'react';
import { type Gain, gainsOf } from './gains.ts';
import { gainText, timesText } from './points-text.ts';

const FEW = 10;

/** What the fan's players did, and what it gave. */
export function MyTimeline({ standing }: { standing: Standing }) {
  const [isLong, setLong] = useState(false);
  const gains = gainsOf(standing.timeline);
  return (
    <section className="card">
      <h2>What your players did</h2>
      {gains.length === 0 && <p className="quiet">Nothing yet. It appears here as it happens.</p>}
      <ol className="gains" data-testid="my-timeline">
        {gains.slice(0, isLong ? gains.length : FEW).map((gain, at) => (
          <li key={gains.length - at}>
            <GainLine gain={gain} />
          </li>
        ))}
      </ol>
      {!isLong && gains.length > FEW && (
        <button type="button" className="more" onClick={() => setLong(true)}>
          Show all {gains.length}
        </button>
      )}
    </section>
  );
}

/** When, who and what for, and how much. */
export function GainLine({ gain: { clock, name, labels, multiplier, points } }: { gain: Gain }) {
  return (
    <>
      <span className="clock">{clock}</span>
      <span className="deed">
        {name} <small>{labels.join(', ')}</small>
      </span>
      <span className="times">{timesText(multiplier)}</span>
      <strong className={points < 0 ? 'loss' : 'gain'}>{gainText(points)}</strong>
    </>
  );
}
