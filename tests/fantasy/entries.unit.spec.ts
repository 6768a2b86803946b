import assert from 'node:assert/strict';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { seededRandom } from '@fanfold/replay/random';
import { hashOf } from '@fanfold/fantasy/engine/entry-index';
import { toBytes } from '@fanfold/fantasy/engine/texts';
import { blockBytes } from '@fanfold/fantasy/entries/block';
import { BlockContent, ENTRIES_PER_BLOCK } from '@fanfold/fantasy/entries/block-content';
import { blockFor } from '@fanfold/fantasy/entries/block-tree';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import { EntryStore } from '@fanfold/fantasy/entries/entry-store';
import { EntryWriter } from '@fanfold/fantasy/entries/entry-writer';

const AT_ONCE = () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 });
const MATCH = 'm';

describe('entries of a match', () => {
  let memory: MemoryFirestore;
  let store: EntryStore;

  beforeEach(() => {
    memory = new MemoryFirestore();
    store = new EntryStore(memory.firestore);
  });

  const start = () => new EntryWriter({ store, pace: AT_ONCE });

  function entry(fan: number, revision: number): EntryRecord {
    const picks = [1, 2, 3].map((n) => ({ playerId: `p${(fan + revision + n) % 20}`, multiplier: n === 1 ? 2 : 1 }));
    const since = { period: 1, unit: revision };
    const powerUps = [{ kind: 'triple', playerId: `p${fan % 20}`, multiplier: 3, since, units: 5 }];
    const id = `fan${fan}_1`;
    return { id, revision, picks, powerUps: revision % 3 === 0 ? powerUps : [] };
  }

  /** Entries by id, and the block that each is in. */
  async function stored(): Promise<Map<string, { block: string; record: EntryRecord }>> {
    const found = new Map<string, { block: string; record: EntryRecord }>();
    for await (const [name, block] of store.blocks(MATCH, await store.blockNames(MATCH))) {
      assert.ok(block && block.count <= ENTRIES_PER_BLOCK);
      for (const record of BlockContent.of(block).records()) {
        assert.ok(!found.has(record.id), `${record.id} is in two blocks`);
        found.set(record.id, { block: name, record });
      }
    }
    return found;
  }

  for (const seed of [1, 2, 3]) {
    it(`are kept in their latest state or not at all, by however many writers and in whatever order they come (seed ${seed})`, async () => {
      const random = seededRandom(seed);
      const latest = new Map<string, EntryRecord>();
      const states = Array.from({ length: 1_300 }, (_, fan) => {
        const revisions = 1 + Math.floor(random() * 4);
        latest.set(`fan${fan}_1`, entry(fan, revisions));
        return Array.from({ length: revisions }, (_state, at) => entry(fan, at + 1));
      }).flat();
      const erased = [...latest.keys()].filter(() => random() < 0.05);
      for (const id of erased) latest.delete(id);
      const deliveries = [...states, ...states.filter(() => random() < 0.2), ...erased, ...erased]
        .map((each) => [random(), each] as const)
        .sort(([a], [b]) => a - b);
      const deliver = (writer: EntryWriter, each: EntryRecord | string) =>
        typeof each === 'string' ? writer.erase(MATCH, MATCH, each) : writer.enter(MATCH, MATCH, each);
      const writers: [EntryWriter, EntryWriter] = [start(), start()];
      while (deliveries.length > 0) {
        const some = deliveries.splice(0, 1 + Math.floor(random() * 400));
        await Promise.all(some.map(([, each]) => deliver(writers[random() < 0.5 ? 0 : 1], each)));
      }
      const found = await stored();
      assert.equal(found.size, latest.size);
      for (const [id, { record }] of found) assert.deepEqual(record, latest.get(id));
      const { entries, revisions, blocks } = (await store.directory(MATCH)).contests[MATCH] ?? assert.fail();
      assert.equal(entries, latest.size);
      assert.equal(
        revisions,
        [...latest.values()].reduce((sum, { revision }) => sum + revision, 0),
      );
      const names = new Map(Object.entries(blocks));
      assert.ok(names.size > 2);
      for (const [id, { block }] of found) assert.equal(blockFor(hashOf(toBytes(id)), names), block);
      for await (const [name, block] of store.blocks(MATCH, [...names.keys()]))
        assert.equal(block?.rev, names.get(name));
    });
  }

  it('rewrite no block but their own', async () => {
    const writer = start();
    await Promise.all(Array.from({ length: 2_000 }, (_, fan) => writer.enter(MATCH, MATCH, entry(fan, 1))));
    const written: string[] = [];
    memory.before = (kind, paths) => void (kind === 'commit' && written.push(...paths));
    await writer.enter(MATCH, MATCH, entry(7, 2));
    const { block } = (await stored()).get('fan7_1') ?? assert.fail();
    assert.deepEqual(written.sort(), [`contests/m/state/entries-${block}`, 'matches/m/state/entries']);
    written.length = 0;
    await writer.enter(MATCH, MATCH, entry(7, 1));
    await writer.enter(MATCH, MATCH, entry(7, 2));
    assert.deepEqual(written, []);
  });

  it('are found again by their blocks when the directory is gone', async () => {
    await Promise.all(Array.from({ length: 1_200 }, (_, fan) => start().enter(MATCH, MATCH, entry(fan, 1))));
    memory.documents.delete('matches/m/state/entries');
    await start().enter(MATCH, MATCH, entry(5_000, 2));
    const { entries, revisions } = (await store.directory(MATCH)).contests[MATCH] ?? assert.fail();
    assert.deepEqual([entries, revisions, (await stored()).size], [1_201, 1_202, 1_201]);
  });

  it('are found again when the directory has lost their contest, though none of them has changed', async () => {
    await Promise.all(Array.from({ length: 600 }, (_, fan) => start().enter(MATCH, MATCH, entry(fan, 1))));
    const before = await store.directory(MATCH);
    memory.documents.set('matches/m/state/entries', {
      ...(memory.documents.get('matches/m/state/entries') ?? assert.fail()),
      data: { ...before, contests: {} },
    });
    await start().enter(MATCH, MATCH, entry(7, 1));
    const { rev: _, ...found } = (await store.directory(MATCH)).contests[MATCH] ?? assert.fail();
    const { rev: _before, ...known } = before.contests[MATCH] ?? assert.fail();
    assert.deepEqual(found, known);
  });

  it('have numbers of commits that go on when the directory is gone: who has read a block never takes another one for it', async () => {
    const revOf = async () => (await store.directory(MATCH)).contests[MATCH]?.rev ?? assert.fail();
    for (let revision = 1; revision <= 3; revision++) await start().enter(MATCH, MATCH, entry(1, revision));
    const before = await revOf();
    memory.documents.delete('matches/m/state/entries');
    const writer = start();
    await writer.enter(MATCH, MATCH, entry(1, 4));
    assert.equal(await revOf(), before + 1);
    await writer.enter(MATCH, MATCH, entry(1, 5));
    assert.equal(await revOf(), before + 2);
  });

  it('leave blocks of bounded size behind when fans come and are erased, wave after wave', async () => {
    const writer = start();
    for (let wave = 0; wave < 8; wave++) {
      const ids = Array.from({ length: 400 }, (_, fan) => noise(wave * 400 + fan));
      await Promise.all(ids.map((id) => writer.enter(MATCH, MATCH, { ...entry(1, 1), id })));
      await Promise.all(ids.map((id) => writer.erase(MATCH, MATCH, id)));
    }
    let tombstones = 0;
    for await (const [, block] of store.blocks(MATCH, await store.blockNames(MATCH))) {
      assert.ok(block);
      tombstones += block.erased.length;
      const bytes = block.erased.reduce((sum, id) => sum + Buffer.byteLength(id), 0);
      assert.ok(bytes < 200_000, `${bytes} bytes of tombstones`);
      assert.ok(blockBytes(block) > bytes);
    }
    assert.equal(tombstones, 3_200);
  });

  it('take several commits when they are more than one may hold', async () => {
    const writer = start();
    const first = Array.from({ length: 30_000 }, (_, fan) => ({ ...entry(fan, 1), id: noise(fan) }));
    await Promise.all(first.map((each) => writer.enter(MATCH, MATCH, each)));
    const bytes: number[] = [];
    const sizeOf = (path: string) => Object.values(memory.documents.get(path)?.data ?? {}).reduce(sumOfBytes, 0);
    memory.before = (kind, paths) =>
      void (kind === 'commit' && bytes.push(paths.reduce((sum, path) => sum + sizeOf(path), 0)));
    const edits = Array.from({ length: 30_000 }, (_, fan) => ({ ...entry(fan, 2), id: noise(fan) }));
    await Promise.all(edits.map((each) => writer.enter(MATCH, MATCH, each)));
    assert.ok(bytes.length > 1);
    assert.ok(Math.max(...bytes) < 6_000_000, `${Math.max(...bytes)} bytes`);
    const found = await stored();
    assert.ok([...found.values()].every(({ record }) => record.revision === 2));
  });
});

/** An id as long as ids may be that no packing makes shorter. */
function noise(seed: number): string {
  const random = seededRandom(seed);
  return Array.from({ length: 120 }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 20_000))).join('');
}

function sumOfBytes(sum: number, field: unknown): number {
  return sum + (field instanceof Uint8Array ? field.length : 0);
}
