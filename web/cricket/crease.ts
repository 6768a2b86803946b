import type { BattingLine, BowlingLine, CricketInnings, OverLine } from '@fanfold/game/cricket';

/** What happens in the middle right now. */
export interface Crease {
  /** One after a wicket, until the next batter has faced or stood at the other end. */
  batters: BattingLine[];
  bowler: BowlingLine | null;
  over: OverLine;
  before: OverLine | null;
  /** Runs since the last wicket. */
  partnership: number;
}

type Playing = Pick<CricketInnings, 'runs' | 'batting' | 'bowling' | 'fallOfWickets' | 'overByOver'>;

/** Null before the first ball. */
export function creaseOf({ runs, batting, bowling, fallOfWickets, overByOver }: Playing): Crease | null {
  const over = overByOver.at(-1);
  if (!over) return null;
  return {
    batters: batting.filter(({ out }) => out === null),
    bowler: bowling.find(({ name }) => name === over.bowler) ?? null,
    over,
    before: overByOver.at(-2) ?? null,
    partnership: runs - (fallOfWickets.at(-1)?.runs ?? 0),
  };
}

export type BallTone = 'wicket' | 'boundary' | 'extra' | 'dot' | 'run';

/** How a delivery is coloured; `text` as in the scorecard: `4`, `W`, `1wd`, `3+W`. */
export function toneOf(text: string): BallTone {
  if (text.endsWith('W')) return 'wicket';
  if (text === '4' || text === '6') return 'boundary';
  if (/[a-z]/.test(text)) return 'extra';
  return text === '0' ? 'dot' : 'run';
}
