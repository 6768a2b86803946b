import type { FootballScorecard } from '@fanfold/game/football';
import { minuteText } from './minute.ts';

export interface PlayerMark {
  kind: 'goal' | 'ownGoal' | 'yellow' | 'secondYellow' | 'red' | 'off' | 'on';
  /** As printed, e.g. `63'`. */
  minute: string;
  /** In words, e.g. `off for Bram Holt, 63'`. */
  text: string;
}

const CARDS = { yellow: 'yellow card', secondYellow: 'second yellow card', red: 'red card' };

type Deeds = Pick<FootballScorecard, 'goals' | 'cards' | 'substitutions'>;

/** What stands beside a player's name in the line-up. */
export function marksOf(playerId: string, { goals, cards, substitutions }: Deeds): PlayerMark[] {
  const mark = (kind: PlayerMark['kind'], at: Parameters<typeof minuteText>[0], text: string): PlayerMark => {
    const minute = minuteText(at);
    return { kind, minute, text: `${text}, ${minute}` };
  };
  return [
    ...goals
      .filter((goal) => goal.playerId === playerId)
      .map((goal) =>
        goal.kind === 'ownGoal'
          ? mark('ownGoal', goal, 'own goal')
          : mark('goal', goal, goal.kind === 'penalty' ? 'goal by a penalty' : 'goal'),
      ),
    ...cards.filter((card) => card.playerId === playerId).map((card) => mark(card.kind, card, CARDS[card.kind])),
    ...substitutions
      .filter(({ off }) => off.playerId === playerId)
      .map((change) => mark('off', change, `off for ${change.on.name}`)),
    ...substitutions
      .filter(({ on }) => on.playerId === playerId)
      .map((change) => mark('on', change, `on for ${change.off.name}`)),
  ];
}
