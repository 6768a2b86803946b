import type { Stock } from '@fanfold/game/coupons';
import type { CampaignState, CountedStock } from '../documents.ts';

/** Slots whose documents have changed since they were counted, by their ids; or all. */
export type ChangedSlots = ReadonlySet<string> | 'all';

export function slotId(batchId: string, slot: number): string {
  return `${batchId}-${slot}`;
}

/** Slots to be counted whose number is not known: those that were never counted, such as of a new batch; or all. */
export function slotsToRead(
  { batches }: Pick<CampaignState, 'batches'>,
  counted: CountedStock,
  changed: ChangedSlots,
  known: ReadonlyMap<string, number>,
): string[] {
  return Object.entries(batches).flatMap(([batchId, { slots }]) => {
    const left = changed === 'all' ? [] : (counted.batches[batchId]?.left ?? []);
    return range(slots)
      .filter((slot) => left[slot] === undefined)
      .map((slot) => slotId(batchId, slot))
      .filter((id) => !known.has(id));
  });
}

/** The count after some slots were read. @param left units by slot */
export function countedAfter(
  { batches }: Pick<CampaignState, 'batches'>,
  counted: CountedStock,
  left: ReadonlyMap<string, number>,
): CountedStock {
  const entries = Object.entries(batches).map(([batchId, { source, units, slots, isVoid }]) => {
    const before = counted.batches[batchId]?.left ?? [];
    const after = range(slots).map((slot) => left.get(slotId(batchId, slot)) ?? before[slot] ?? 0);
    return [batchId, { source, units, isVoid, left: after }] as const;
  });
  return { batches: Object.fromEntries(entries) };
}

/** What fans see of it. */
export function stockOf({ batches }: CountedStock): Stock {
  const open = Object.values(batches).filter(({ isVoid }) => !isVoid);
  return {
    total: open.reduce((sum, { units }) => sum + units, 0),
    left: open.flatMap(({ left }) => left).reduce((sum, units) => sum + units, 0),
  };
}

export function isAllSold({ total, left }: Stock): boolean {
  return total > 0 && left === 0;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}
