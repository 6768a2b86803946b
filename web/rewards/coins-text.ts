import { countText } from '../fantasy/points-text.ts';

/** `1 coin`, `1,204 coins`. */
export function coinsText(coins: number): string {
  return `${countText(coins)} ${coins === 1 ? 'coin' : 'coins'}`;
}

/** `12 Jun 2026`, in the fan's language; of an ISO time their own day, of a day that day. */
export function dayText(time: string): string {
  const isDay = !time.includes('T');
  const style = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return new Date(time).toLocaleDateString(undefined, isDay ? { ...style, timeZone: 'UTC' } : style);
}
