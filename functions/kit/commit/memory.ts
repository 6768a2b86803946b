import type { FencedState } from './fenced-state.ts';

/**
 * Heap that a state takes in memory for each byte of its packed form, rows and what is made of them: 24 to 30 for football matches of 3,500 rows
 * (tests/memory).
 */
const HEAP_PER_PACKED_BYTE = 32;

/** What a scope is taken for before it has been read: a large match. */
const UNREAD_BYTES = 8_000_000;

/** Memory of a state in bytes, about. */
export function memoryOf(state: FencedState<unknown>): number {
  return state.bytes === 0 ? UNREAD_BYTES : state.bytes * HEAP_PER_PACKED_BYTE;
}
