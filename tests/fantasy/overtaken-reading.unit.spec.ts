import assert from 'node:assert/strict';
import { hashOf } from '@fanfold/fantasy/engine/entry-index';
import { toBytes } from '@fanfold/fantasy/engine/texts';
import { blockFor } from '@fanfold/fantasy/entries/block-tree';
import { EntryStore } from '@fanfold/fantasy/entries/entry-store';
import { ContestInMemory, MATCH } from './contest-in-memory.ts';

const ENTRIES = 20_000;
const entry = (fan: number) => ({
  id: `fan${fan}_1`,
  revision: 1,
  picks: [{ playerId: 'p1', multiplier: 1 }],
  powerUps: [],
});

describe('a scorer that reads a large contest while fans go on entering it', () => {
  it('keeps the blocks that it has read when others split, and gets to the end', async () => {
    const contest = new ContestInMemory();
    const { memory, scorer } = contest;
    await contest.announce();
    const store = new EntryStore(memory.firestore);
    const blocks = async () => new Map(Object.entries((await store.directory(MATCH)).contests[MATCH]?.blocks ?? {}));
    let [fans, entered] = [0, 0];
    const enter = (count: number, isWanted: (id: string) => boolean) => {
      const some = [];
      for (; some.length < count; fans++) if (isWanted(entry(fans).id)) some.push(entry(fans));
      entered += count;
      return Promise.all(some.map((each) => scorer.writer.enter(MATCH, MATCH, each)));
    };
    await enter(ENTRIES, () => true);
    const size = (await blocks()).size;

    let read = 0;
    let isSplitting = false;
    memory.before = async (kind, paths) => {
      const own = paths.filter((path) => path.includes('/state/entries-'));
      if (kind === 'commit' || isSplitting) return;
      read += own.length;
      // Two blocks are read at once.
      if (own.length <= 2) return;
      isSplitting = true;
      const known = await blocks();
      const last = [...known.keys()].at(-1) ?? '';
      // By the time the scorer gets there, the last one is no more.
      while ((await blocks()).has(last)) await enter(50, (id) => blockFor(hashOf(toBytes(id)), known) === last);
      isSplitting = false;
    };
    await contest.startScorer().tick(MATCH);
    assert.equal(contest.document('/live/standings')?.['entries'], entered);
    assert.ok(read < size * 2, `${read} readings of ${size} blocks`);
  });
});
