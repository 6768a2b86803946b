/**
 * The stock of a batch is cut into slots, each a document of its own: redemptions of one campaign wait for each other only where they meet in a
 * slot. A unit is claimed from one slot; a fan is told that a campaign is sold out only when every slot is dry.
 */
export interface Slot {
  /** Number of its first unit in the batch. */
  start: number;
  /** Units in it. */
  size: number;
  /** Units that were claimed in their order; the next one to go. */
  next: number;
  /** Units that came back, counted from `start`: they go again first. */
  returned: readonly number[];
}

/**
 * Of a batch. Firestore takes one write a second of a document for long, and some eight a second (25 ms a read and 80 ms a commit) for a while:
 * 64 slots are 64 commits a second for hours, and 500 a second in a rush, each with up to 50 redemptions. A count of the stock reads those that have
 * changed.
 */
export const MAX_SLOTS = 64;

/** Instances that sell a small batch at once mostly find slots of their own. */
const UNITS_PER_SLOT = 10;

/** @param units of a batch, at least 1 */
export function slotsOf(units: number): Slot[] {
  const count = Math.min(MAX_SLOTS, Math.ceil(units / UNITS_PER_SLOT));
  const startOf = (number: number) => Math.floor((number * units) / count);
  return Array.from({ length: count }, (_, number) => {
    const start = startOf(number);
    return { start, size: startOf(number + 1) - start, next: 0, returned: [] };
  });
}

export function unitsLeft({ size, next, returned }: Pick<Slot, 'size' | 'next' | 'returned'>): number {
  return size - next + returned.length;
}

/** Takes a unit. @returns its number in the batch, and the slot after it; null: the slot is dry */
export function claimUnit(slot: Slot): { unit: number; slot: Slot } | null {
  const { start, size, next, returned } = slot;
  const back = returned[0];
  if (back !== undefined) return { unit: start + back, slot: { ...slot, returned: returned.slice(1) } };
  if (next >= size) return null;
  return { unit: start + next, slot: { ...slot, next: next + 1 } };
}

/** The slot after a unit of it came back. @param unit its number in the batch, claimed and not yet back */
export function returnUnit(slot: Slot, unit: number): Slot {
  const { start, next, returned } = slot;
  const at = unit - start;
  if (at < 0 || at >= next || returned.includes(at)) throw new Error(`unit ${unit} is not out`);
  return { ...slot, returned: [...returned, at] };
}
