import type { LiveMatch, LiveMoment } from '@fanfold/client';
import { CricketScore } from '../cricket/cricket-score.tsx';
import { chaseOf, chaseText } from '../cricket/chase.ts';
import { FootballScore } from '../football/football-score.tsx';
import { StatusChip } from '../matches/status-chip.tsx';
import { startText } from '../matches/start-text.ts';
import { SportIcon } from '../ui/sport-icon.tsx';
import { MomentSign } from './moment-sign.tsx';
import type { Shown } from './shown.ts';

/** The scoreboard on top of a match page. */
export function MatchHead({ shown, latest }: { shown: Shown; latest: LiveMoment | undefined }) {
  const { match, card } = shown;
  const { sport, competition, season, venue, home, away, status } = match;
  return (
    <header className="head" data-sport={sport}>
      <div className="head-inner">
        <div className="kicker">
          <p>
            <SportIcon sport={sport} /> {[competition, season, venue].filter(Boolean).join(' · ')}
          </p>
          <StatusChip match={match} />
        </div>
        <h1 className="unseen">{`${home.name} v ${away.name}`}</h1>
        {sport === 'cricket' ? (
          <CricketScore match={match} card={card?.sport === 'cricket' ? card : null} />
        ) : (
          <FootballScore match={match} card={card?.sport === 'football' ? card : null} />
        )}
        <p className="standing" data-testid="result">
          {standingOf(match, shown)}
        </p>
        {status === 'live' && latest && (
          <p className="latest" role="status">
            <MomentSign kind={latest.kind} />
            {/* A new element per moment, so that the highlight plays anew. */}
            <span key={latest.id} className="flash">
              <b>{latest.clock}</b> {latest.text}
            </span>
          </p>
        )}
      </div>
    </header>
  );
}

/** The one sentence below the score. */
function standingOf({ sport, clock, result, status, startsAt }: LiveMatch, { card }: Shown): string {
  if (result !== null) return result;
  if (status === 'scheduled') return `Starts ${startText(startsAt)}`;
  const innings = card?.sport === 'cricket' ? card.innings.at(-1) : undefined;
  const chase = innings && chaseOf(innings);
  if (innings && chase) return chaseText(innings.team, chase);
  return sport === 'cricket' ? clock : '';
}
