import type { LiveMatch } from '@fanfold/client';
import type { CricketScorecard } from '@fanfold/game/cricket';
import type { ReactNode } from 'react';
import { Sections } from '../match/sections.tsx';
import { CreasePanel } from './crease-panel.tsx';
import { Scorecard } from './scorecard.tsx';
import { Worm } from './worm.tsx';

interface CricketSectionsProps {
  match: LiveMatch;
  card: CricketScorecard;
  timeline: ReactNode;
}

export function CricketSections({ match, card, timeline }: CricketSectionsProps) {
  const innings = card.innings.at(-1);
  const scorecard = (
    <>
      {match.status === 'live' && innings && <CreasePanel innings={innings} />}
      <Scorecard match={match} card={card} />
    </>
  );
  const worm = <Worm match={match} innings={card.innings} />;
  return (
    <Sections
      sections={[
        { id: 'scorecard', label: 'Scorecard', column: 'main', content: scorecard },
        { id: 'worm', label: 'Worm', column: 'side', content: worm },
        { id: 'timeline', label: 'Timeline', column: 'side', content: timeline },
      ]}
    />
  );
}
