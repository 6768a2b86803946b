import type { FootballScorecard } from '@fanfold/game/football';

type Shot = Pick<FootballScorecard['shots'][number], 'period' | 'minute'>;

/** Last regular minute of each period. */
const ENDS: Record<number, number> = { 1: 45, 2: 90, 3: 105, 4: 120 };

/** `45+2'` as fans count. */
export function minuteText({ minute, stoppage }: { minute: number; stoppage?: number }): string {
  return stoppage === undefined ? `${minute}'` : `${minute}+${stoppage}'`;
}

/** Of a shot, whose minute is the feed's: from 0, and going on in stoppage time. */
export function shotMinuteText({ period, minute }: Shot): string {
  const end = ENDS[period] ?? Infinity;
  const fans = minute + 1;
  return minuteText(fans > end ? { minute: end, stoppage: fans - end } : { minute: fans });
}
