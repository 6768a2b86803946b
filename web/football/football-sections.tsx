import type { LiveMatch } from '@fanfold/client';
import type { FootballScorecard } from '@fanfold/game/football';
import type { ReactNode } from 'react';
import { type Section, Sections } from '../match/sections.tsx';
import { Incidents } from './incidents.tsx';
import { Lineups } from './lineups.tsx';
import { Shootout } from './shootout.tsx';
import { StatBars } from './stat-bars.tsx';
import { XgChart } from './xg-chart.tsx';

interface FootballSectionsProps {
  match: LiveMatch;
  card: FootballScorecard;
  timeline: ReactNode;
}

/** Before the kick-off there are line-ups to look at, and no figures. */
export function FootballSections({ match: { home, away }, card, timeline }: FootballSectionsProps) {
  const lineups: Section = { id: 'lineups', label: 'Line-ups', column: 'main', content: <Lineups card={card} /> };
  const moments: Section = { id: 'timeline', label: 'Timeline', column: 'side', content: timeline };
  if (card.clock.period === 0) return <Sections sections={[lineups, moments]} />;
  const summary = (
    <>
      {card.shootout && <Shootout shootout={card.shootout} home={home.name} away={away.name} />}
      <XgChart card={card} />
      <Incidents card={card} />
    </>
  );
  return (
    <Sections
      key="playing"
      sections={[
        { id: 'summary', label: 'Summary', column: 'main', content: summary },
        moments,
        { id: 'stats', label: 'Stats', column: 'side', content: <StatBars home={card.home} away={card.away} /> },
        lineups,
      ]}
    />
  );
}
