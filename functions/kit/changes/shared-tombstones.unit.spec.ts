import assert from 'node:assert/strict';
import { SNAPSHOT_ROW } from './envelope.ts';
import { tombstoneAt } from './range-tombstones.ts';
import { type SharedDocument, addSharedRanges } from './shared-tombstones.ts';
import { formatVersion } from './version.ts';

const key = (n: number) => `match-${String(n).padStart(8, '0')}-event`;
const EMPTY: SharedDocument = { tombstones: {}, passes: {} };

/** Chunk n of so many; of a publisher that does not number its snapshots. */
function chunk(n: number, of: number, table = 'items', row = SNAPSHOT_ROW) {
  const version = formatVersion({ epoch: 1, file: 1, pos: BigInt(1_000 + n), row });
  const [from, to] = [n === 0 ? null : key(n), n === of - 1 ? null : key(n + 1)];
  return { write: { kind: 'range', table, version, from, to, shared: true } as const, seenMs: n };
}

const chunks = (of: number, row?: number) => Array.from({ length: of }, (_, n) => chunk(n, of, 'items', row));
const bytesOf = (document: SharedDocument) => Buffer.byteLength(JSON.stringify(document));

describe('the document of shared tombstones', () => {
  it('begins one pass when a snapshot has reached every key, at its lowest version', () => {
    const last = chunk(9, 10);
    const before = addSharedRanges(EMPTY, chunks(10).slice(0, 9));
    assert.deepEqual(before.passes, {});
    const { passes } = addSharedRanges(before, [last]);
    assert.deepEqual(passes, { items: { version: chunk(0, 10).write.version, after: '', seenMs: 9 } });
  });

  it('stays as it is when nothing is new', () => {
    const document = addSharedRanges(EMPTY, chunks(10, 3));
    assert.deepEqual(addSharedRanges(document, chunks(10, 3)), document);
    assert.equal(document.tombstones['items']?.length, 1);
  });

  it('cannot grow to 1 MiB, whatever the number of chunks, their order and tables', () => {
    let document = EMPTY;
    const all = Array.from({ length: 5_000 }, (_, n) => chunk((n * 7) % 5_000, 5_000, `t${n % 3}`));
    for (let at = 0; at < all.length; at += 100) {
      document = addSharedRanges(document, all.slice(at, at + 100));
      assert.ok(bytesOf(document) < 400_000, `${bytesOf(document)} bytes`);
    }
    for (const { write } of all) {
      const version = tombstoneAt(document.tombstones[write.table] ?? [], write.to ?? 'z');
      assert.ok(version <= write.version, 'voids no row that a chunk has');
    }
  });

  it('completes a snapshot of more chunks than it has room for', () => {
    let document = EMPTY;
    const all = chunks(4_000);
    for (let at = 0; at < 4_000; at += 100) document = addSharedRanges(document, all.slice(at, at + 100));
    assert.equal(document.passes['items']?.version, all[0]?.write.version);
  });
});
