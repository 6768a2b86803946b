import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { BLOCK_FORMAT, entryBlockSchema } from './block.ts';
import { BlockContent } from './block-content.ts';
import type { EntryRecord } from './entry-record.ts';

const entry = (id: string, revision = 1): EntryRecord => ({
  id,
  revision,
  picks: [{ playerId: `p-${id}`, multiplier: 1.5 }],
  powerUps: [],
});

describe('a block of entries', () => {
  it('is read as an earlier release has packed it, with names, and packed without them', () => {
    const content = BlockContent.empty();
    for (const id of ['ana_1', 'ben_1']) content.put(entry(id));
    const { erased: _, ...packed } = content.pack(7);
    const looks = new Uint8Array(deflateRawSync('Ana\nlion\nBen\nfox\n'));
    const earlier = entryBlockSchema.parse({ ...packed, formatVersion: 3, looks });
    assert.deepEqual(BlockContent.of(earlier).records(), [entry('ana_1'), entry('ben_1')]);
    const again = BlockContent.of(earlier).pack(8);
    assert.deepEqual(again, { ...content.pack(8) });
    assert.ok(!('looks' in again));
  });

  it('refuses the layout of a later release', () => {
    const packed = { ...BlockContent.empty().pack(1), formatVersion: BLOCK_FORMAT + 1 };
    assert.equal(entryBlockSchema.safeParse(packed).success, false);
  });

  it('keeps tombstones of erased entries, each in the half that it belongs to', () => {
    const content = BlockContent.empty();
    const ids = Array.from({ length: 40 }, (_, at) => `fan${at}_1`);
    for (const id of ids) content.put(entry(id));
    for (const id of ids.slice(0, 20)) assert.ok(content.erase(id));
    assert.equal(content.erase('fan3_1'), false);
    assert.ok(content.erase('never-saved_1'));
    const halves = content.split('r').map(([, half]) => BlockContent.of(half.pack(1)));
    assert.ok(halves.every((half) => half.size > 0));
    assert.equal(
      halves.reduce((sum, half) => sum + half.size, 0),
      20,
    );
    assert.equal(
      halves.reduce((sum, half) => sum + half.pack(2).erased.length, 0),
      21,
    );
    for (const id of [...ids.slice(0, 20), 'never-saved_1'])
      assert.equal(halves.filter((half) => half.put(entry(id, 9))).length, 1, `${id} is refused by its half alone`);
  });
});
