import type { LiveMoment } from '@fanfold/client';

/** What a sign says; kinds without one are drawn by the style sheet, or stand between the others. */
const SIGNS: Partial<Record<LiveMoment['kind'], string>> = {
  wicket: 'W',
  four: '4',
  six: '6',
  fifty: '50',
  hundred: '100',
  fiveWickets: '5W',
  hatTrick: 'W³',
  goal: 'GOAL',
  penaltyGoal: 'PEN',
  ownGoal: 'OG',
  penaltyMissed: '✕',
  substitution: '⇄',
};

/** The small badge of a moment. The text beside it says the same in words. */
export function MomentSign({ kind }: { kind: LiveMoment['kind'] }) {
  return (
    <span className={`sign ${kind}`} aria-hidden="true">
      {SIGNS[kind]}
    </span>
  );
}
