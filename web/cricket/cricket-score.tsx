import type { LiveMatch } from '@fanfold/client';
import type { CricketScorecard } from '@fanfold/game/cricket';
import { Crest } from '../ui/crest.tsx';
import { chaseOf } from './chase.ts';
import { runRate } from './rates.ts';
import { scoreParts } from './score-parts.ts';

interface CricketScoreProps {
  match: LiveMatch;
  card: CricketScorecard | null;
}

/** Both sides below each other, who bats marked, with the rates of the innings that is on. */
export function CricketScore({ match, card }: CricketScoreProps) {
  const { home, away, score, status } = match;
  const innings = card?.innings.at(-1);
  const batting = status === 'live' ? innings?.teamId : undefined;
  return (
    <div className="cricket-score">
      <div className="sides">
        <Side side="home" team={home} score={score.home} isBatting={batting === home.id} />
        <Side side="away" team={away} score={score.away} isBatting={batting === away.id} />
      </div>
      {status === 'live' && innings && innings.balls > 0 && (
        <dl className="rates">
          <Rate name="Run rate" value={runRate(innings)} />
          <ChaseRates innings={innings} />
        </dl>
      )}
    </div>
  );
}

interface SideProps {
  side: 'home' | 'away';
  team: LiveMatch['home'];
  score: string;
  isBatting: boolean;
}

function Side({ side, team, score, isBatting }: SideProps) {
  const { runs, overs } = scoreParts(score);
  return (
    <div className={isBatting ? 'side batting' : 'side'}>
      <Crest short={team.short} side={side} />
      <p className="team">
        {team.name}
        {isBatting && <span className="tag">batting</span>}
      </p>
      <strong data-testid={`score-${side}`}>
        {runs}
        {overs && <span className="score-overs"> {overs}</span>}
      </strong>
    </div>
  );
}

function ChaseRates({ innings }: { innings: CricketScorecard['innings'][number] }) {
  const chase = chaseOf(innings);
  if (!chase) return null;
  return (
    <>
      {chase.rate !== null && <Rate name="Required" value={chase.rate} />}
      <Rate name="Target" value={String(chase.target)} />
    </>
  );
}

function Rate({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
