import type { EventRow } from './rows.ts';
import type { Moment, MomentKind } from './view.ts';

/**
 * Document id of a moment that is one row's own: a goal, a wicket, a card. `nth` tells apart two of one kind on one row (two wickets on a ball).
 *
 * @example momentOfRow({ id: 'b17' }, 'wicket') // 'b17:wicket'
 */
export function momentOfRow(event: Pick<EventRow, 'id'>, kind: MomentKind, nth = 0): string {
  return `${escaped(event.id)}:${kind}${nth ? `:${nth}` : ''}`;
}

/**
 * Document id of a moment that many rows bring about: a fifty, the end of an innings, the result. It names the fact and not the row that happened
 * to complete it, so that after a correction the same fact has the same id.
 *
 * @param of what the fact is about: the period, then the player
 * @example momentOfFact('fifty', 2, 'p7') // 'fifty:2:p7'
 */
export function momentOfFact(kind: MomentKind, ...of: (string | number)[]): string {
  return [kind, ...of.map((part) => escaped(String(part)))].join(':');
}

/** A slash would end the document id, a colon the part of it. */
function escaped(part: string): string {
  return part.replace(/[%/:]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Text that sorts in match order: period, then the order number with four decimals (never below zero), then a place among the moments of one event. */
export function momentOrder(event: Pick<EventRow, 'period' | 'ord'>, nth = 0): string {
  const ord = Math.round(Math.max(0, event.ord) * 10_000);
  return `${String(event.period).padStart(2, '0')}/${String(ord).padStart(13, '0')}/${nth}`;
}

/** The end of the timeline. A match that is called off before its first event has it too. */
export function resultMoment(
  last: EventRow | undefined,
  text: string,
  { clock, score }: Pick<Moment, 'clock' | 'score'>,
): Moment {
  return {
    id: momentOfFact('result'),
    kind: 'result',
    order: momentOrder(last ?? { period: 0, ord: 0 }, 9),
    clock,
    team: null,
    playerId: null,
    name: null,
    text,
    score,
  };
}
