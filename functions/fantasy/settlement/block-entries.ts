import { ContestEngine } from '../engine/contest-engine.ts';
import type { EntryRecord } from '../engine/roster.ts';
import { ENTRIES_PER_BLOCK, POWER_UPS_PER_BLOCK, unpackPowerUps } from '../engine/blocks.ts';
import type { FantasyStore } from '../scorer/fantasy-store.ts';
import type { SettlementDocument } from './settlement.ts';

/** Entries of one block as they were when the settlement was pinned: blocks only grow, so what came later stands behind. */
export async function entriesOfShard(
  store: FantasyStore,
  { contestId, entries, powerUps }: SettlementDocument,
  shard: number,
): Promise<EntryRecord[]> {
  const first = shard * ENTRIES_PER_BLOCK;
  const count = Math.min(ENTRIES_PER_BLOCK, entries - first);
  const records: EntryRecord[] = [];
  let engine: ContestEngine | undefined;
  for await (const [, block] of store.entryBlocks(contestId, [shard])) {
    engine = new ContestEngine(block.stride);
    engine.loadEntries(0, block);
    for (let entry = 0; entry < count; entry++) records.push(engine.record(entry));
  }
  if (!engine) return records;
  const blocks = [...Array(Math.ceil(powerUps / POWER_UPS_PER_BLOCK)).keys()];
  for await (const [number, block] of store.powerUpBlocks(contestId, blocks)) {
    let at = number * POWER_UPS_PER_BLOCK;
    for (const row of unpackPowerUps(engine.powerUps, engine.roster, block)) {
      const record = records[row.entry - first];
      if (at++ < powerUps && record)
        records[row.entry - first] = { ...record, powerUps: [...record.powerUps, engine.powerUp(row)] };
    }
  }
  return records;
}
