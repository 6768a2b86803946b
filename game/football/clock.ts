import type { EventRow } from '../match/rows.ts';
import type { FootballClock } from './scorecard.ts';

/** Last regular minute of each period, as fans count; period 5 is the shoot-out. */
const PERIOD_END: Record<number, number> = { 1: 45, 2: 90, 3: 105, 4: 120, 5: 120 };

/** The feed counts minutes from 0, fans from 1; past the end of a period they say 45+2. */
export function fanMinute({ period, minute }: Pick<EventRow, 'period' | 'minute'>): {
  minute: number;
  stoppage?: number;
} {
  const fans = (minute ?? 0) + 1;
  const end = PERIOD_END[period] ?? fans;
  return fans > end ? { minute: end, stoppage: fans - end } : { minute: fans };
}

export function minuteText(event: Pick<EventRow, 'period' | 'minute'>): string {
  if (event.period >= 5) return 'Pens';
  const { minute, stoppage } = fanMinute(event);
  return stoppage === undefined ? `${minute}'` : `${minute}+${stoppage}'`;
}

/** The clock after the last event. */
export function clockOf(events: readonly EventRow[], final: boolean): FootballClock {
  const last = events.at(-1);
  if (!last) return { period: 0, minute: 0, second: 0, running: false, label: '' };
  const running = !final && last.kind !== 'periodEnd';
  const { period } = last;
  const label = final ? endLabel(period) : running ? minuteText(last) : (BREAKS[period] ?? 'Break');
  return { period, minute: last.minute ?? 0, second: last.second ?? 0, running, label };
}

const BREAKS: Record<number, string> = { 1: 'HT', 2: 'FT', 3: 'ET HT', 4: 'AET', 5: 'Pens' };

function endLabel(period: number): string {
  return period >= 5 ? 'Pens' : period >= 3 ? 'AET' : 'FT';
}
