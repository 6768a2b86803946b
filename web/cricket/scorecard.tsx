import type { LiveMatch } from '@fanfold/client';
import type { CricketInnings, CricketScorecard } from '@fanfold/game/cricket';
import { useState } from 'react';
import { TabList, panelProps } from '../ui/tabs.tsx';
import { useWide } from '../ui/use-wide.ts';
import { BattingTable } from './batting-table.tsx';
import { BowlingTable } from './bowling-table.tsx';
import { didNotBat } from './did-not-bat.ts';
import { inningsSuffix, scoreText } from './innings-names.ts';

interface ScorecardProps {
  match: LiveMatch;
  card: CricketScorecard;
}

/** The innings that is on, until the fan picks another one. */
export function Scorecard({ match: { home, away }, card: { innings: all } }: ScorecardProps) {
  const isRoomy = useWide() && all.length <= 2;
  const [picked, setPicked] = useState<string | null>(null);
  const selected = picked ?? `innings-${all.length}`;
  const innings = all[Number(selected.split('-')[1]) - 1];
  if (!innings) return <p className="card quiet">The scorecard starts with the first ball.</p>;
  const tabs = all.map((each, n) => ({
    id: `innings-${n + 1}`,
    label: (
      <>
        {isRoomy ? each.team : (each.teamId === home.id ? home : away).short} {inningsSuffix(each, all)}{' '}
        <b>{scoreText(each)}</b>
      </>
    ),
  }));
  const absent = innings.superOver ? [] : didNotBat(innings, all);
  return (
    <section className="card scorecard" aria-label="Scorecard">
      <TabList label="Innings" tabs={tabs} selected={selected} select={setPicked} />
      <div className="stack" {...panelProps(selected)}>
        <BattingTable innings={innings} />
        {absent.length > 0 && (
          <p className="note">
            <b>Did not bat</b> {absent.join(', ')}
          </p>
        )}
        <FallOfWickets innings={innings} />
        <BowlingTable innings={innings} />
      </div>
    </section>
  );
}

function FallOfWickets({ innings: { fallOfWickets } }: { innings: CricketInnings }) {
  if (fallOfWickets.length === 0) return null;
  return (
    <div className="note">
      <h3>Fall of wickets</h3>
      <ol className="falls">
        {fallOfWickets.map(({ wicket, runs, name, overs }) => (
          <li key={wicket}>
            <b>
              {wicket}-{runs}
            </b>{' '}
            {name} <span className="quiet">({overs} ov)</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
