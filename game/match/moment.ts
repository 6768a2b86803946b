import type { EventRow } from './rows.ts';
import type { MomentKind } from './view.ts';

/** Document id of a moment. `nth` tells apart two of one kind on one event (two wickets on a ball). */
export function momentId(event: Pick<EventRow, 'id'>, kind: MomentKind, nth = 0): string {
  return `${event.id.replace(/[%/]/g, (sign) => (sign === '/' ? '%2F' : '%25'))}:${kind}${nth ? `:${nth}` : ''}`;
}

/** Text that sorts in match order: period, then the order number with four decimals (never below zero), then a place among the moments of one event. */
export function momentOrder(event: Pick<EventRow, 'period' | 'ord'>, nth = 0): string {
  const ord = Math.round(Math.max(0, event.ord) * 10_000);
  return `${String(event.period).padStart(2, '0')}/${String(ord).padStart(13, '0')}/${nth}`;
}
