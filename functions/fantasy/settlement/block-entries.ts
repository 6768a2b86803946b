import { BlockContent } from '../entries/block-content.ts';
import { NO_ENTRIES, entriesOf } from '../entries/directory.ts';
import type { EntryRecord } from '../entries/entry-record.ts';
import { BlockSplitError, type EntryStore } from '../entries/entry-store.ts';
import type { SettlementDocument } from './settlement.ts';
import { blocksOfShard } from './shards.ts';

export interface BlockEntries {
  entries: EntryRecord[];
  /** False: the block has changed since the settlement was pinned, as an entry came late. The settlement that is pinned for it will settle it. */
  isPinned: boolean;
  name: string;
}

/** Entries of one shard, block by block. */
export async function* entriesOfShard(
  store: EntryStore,
  { contestId, matchId, blocks: pinned }: SettlementDocument,
  shard: string,
): AsyncGenerator<BlockEntries> {
  const { blocks } = entriesOf(await store.directory(matchId), contestId) ?? NO_ENTRIES;
  for await (const [name, block] of store.blocks(contestId, blocksOfShard(blocks.keys(), shard))) {
    if (!block) throw new BlockSplitError(contestId, name);
    yield { name, entries: BlockContent.of(block).records(), isPinned: block.rev === pinned[name] };
  }
}
