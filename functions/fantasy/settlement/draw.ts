import { hashOf } from '../engine/entry-index.ts';
import { toBytes } from '../engine/texts.ts';

/** Salt of contests that have none. */
export const NO_SALT = '';

/**
 * Of tied entries the one that is drawn as number `count`; who gets a coin then, `isDrawn` says. Entries are drawn by a hash of salt and id:
 * the same wherever it is computed and however they arrived, and known to nobody who can still choose an id.
 *
 * @param salt fixed when the contest locks, and unknown before
 * @param count from 1, at most as many as there are ids
 */
export function lastDrawn(salt: string, ids: readonly string[], count: number): string {
  const order = ids.map((id) => ({ id, number: numberOf(salt, id) })).sort(compare);
  return (order[count - 1] as Ticket).id;
}

/** Whether an entry comes no later in the draw than the last one drawn. */
export function isDrawn(salt: string, id: string, last: string): boolean {
  const ticket = (of: string): Ticket => ({ id: of, number: numberOf(salt, of) });
  return compare(ticket(id), ticket(last)) <= 0;
}

interface Ticket {
  id: string;
  number: number;
}

function numberOf(salt: string, id: string): number {
  return hashOf(toBytes(salt + id));
}

function compare(a: Ticket, b: Ticket): number {
  return a.number - b.number || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
