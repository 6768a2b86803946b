import type { FencedState } from './fenced-state.ts';

/** Heap of a row and of what is made of it: 400 to 730 bytes in football matches of 550 to 3,500 rows (tests/memory). */
const HEAP_PER_ROW = 750;

/** Heap for each byte of the packed form, where rows have much detail: 21 to 36 in the same matches. */
const HEAP_PER_PACKED_BYTE = 36;

/** What a scope is taken for before it has been read: a football match of 3,500 rows. */
const UNREAD_BYTES = 2_700_000;

/** Memory of a state in bytes, about. */
export function memoryOf(state: FencedState<unknown>): number {
  if (!state.isRead) return UNREAD_BYTES;
  return Math.max(state.stored.rows.size * HEAP_PER_ROW, state.bytes * HEAP_PER_PACKED_BYTE);
}
