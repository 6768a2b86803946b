import type { LiveMatch, LiveMoment } from '@fanfold/client';
import { useState } from 'react';
import { MomentSign } from './moment-sign.tsx';

interface TimelineProps {
  /** Newest first; undefined while they are loaded. */
  moments: readonly LiveMoment[] | undefined;
  match: LiveMatch;
  /** There may be more than are shown. */
  isFull: boolean;
  /** Null when as many are shown as can be. */
  earlier: (() => void) | null;
}

/** Parts of a match rather than deeds in it: drawn as a line across. */
const BREAKS: readonly LiveMoment['kind'][] = ['inningsStart', 'inningsEnd', 'periodStart', 'periodEnd', 'result'];

/** What fans talk about, newest first. What comes while the page is open lights up. */
export function Timeline({ moments, match, isFull, earlier }: TimelineProps) {
  const [last, setLast] = useState(moments);
  if (moments && moments !== last) setLast(moments);
  // While more are loaded, those that are there stay.
  const shown = moments ?? last;
  const [newestAtFirst, setNewestAtFirst] = useState<string | null>(null);
  if (shown && newestAtFirst === null) setNewestAtFirst(shown[0]?.order ?? '');
  return (
    <section className="card timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title">Timeline</h2>
      {shown?.length === 0 && <p className="quiet">The first moment of the match will stand here.</p>}
      <ol>
        {shown?.map((moment) => (
          <TimelineEntry
            key={moment.id}
            moment={moment}
            match={match}
            isNew={newestAtFirst !== null && moment.order > newestAtFirst}
          />
        ))}
      </ol>
      {isFull && earlier && (
        <button type="button" onClick={earlier}>
          Show earlier moments
        </button>
      )}
    </section>
  );
}

function TimelineEntry({ moment, match, isNew }: { moment: LiveMoment; match: LiveMatch; isNew: boolean }) {
  const { kind, clock, text, score, team } = moment;
  const side = team === match.home.name ? 'home' : team === match.away.name ? 'away' : '';
  const classes = [BREAKS.includes(kind) ? 'break' : side, kind, isNew ? 'new' : ''].filter(Boolean).join(' ');
  return (
    <li className={classes} data-testid="moment" data-kind={kind}>
      <span className="clock">{clock}</span>
      <MomentSign kind={kind} />
      <span className="text">{text}</span>
      <span className="score">{score}</span>
    </li>
  );
}
