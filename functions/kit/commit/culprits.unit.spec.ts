import assert from 'node:assert/strict';
import { RowSet, type RowWrite, type Write } from '../changes/row-set.ts';
import { InputFault } from '../ops/errors.ts';
import { findCulprits, rejectionOf } from './culprits.ts';

let version = 0;
const write = (table: string, key: string, row: object | null = { key }): RowWrite => {
  return { kind: 'row', table, key, version: `v${String(++version).padStart(3, '0')}`, row };
};
const rowsOf = (...writes: Write[]): RowSet => {
  const rows = new RowSet(['matches', 'events']);
  rows.applyAll([writes]);
  return rows;
};
const keysOf = (rows: RowSet): string[] =>
  rows
    .table('events')
    .live<{ key: string }>()
    .map(({ key }) => key);

/** Of a fold that looks at events once there is a match. @param isFine whether it can take these events */
const folding = (isFine: (keys: readonly string[]) => boolean) => (rows: RowSet) => {
  if (rows.table('matches').live().length === 0) return false;
  if (!isFine(keysOf(rows))) throw new InputFault('cannotFold', new Error('poison'));
  return true;
};
const withoutPoison = folding((keys) => !keys.some((key) => key.startsWith('poison')));
const events = Array.from({ length: 40 }, (_, n) => write('events', `e${n}`));

async function blamed(rows: RowSet, writes: readonly Write[], hasContent = withoutPoison): Promise<string[] | null> {
  const culprits = await findCulprits(rows, writes, hasContent);
  return culprits?.map(({ row }) => row.key) ?? null;
}

describe('the culprits of a commit that fails', () => {
  it('are rows that no fold has met before the write came that gives them something to show', async () => {
    const rows = rowsOf(
      ...events.slice(0, 13),
      write('events', 'poison1'),
      ...events.slice(13),
      write('events', 'poison2'),
    );
    assert.deepEqual(await blamed(rows, [write('matches', 'm')]), ['poison1', 'poison2']);
    assert.equal(rows.table('events').entries.size, 42);
  });

  it('leave as few rows out as the others allow', async () => {
    const atOnce = folding((keys) => !(keys.includes('e3') && keys.includes('e30')));
    assert.deepEqual(await blamed(rowsOf(...events), [write('matches', 'm')], atOnce), ['e30']);
  });

  it('are the writes themselves when the state could be folded without them', async () => {
    assert.equal(await blamed(rowsOf(write('matches', 'm'), ...events), [write('events', 'poison')]), null);
  });

  it('are the writes themselves when they cannot be folded without the state', async () => {
    const never = folding(() => false);
    assert.equal(await blamed(rowsOf(...events), [write('matches', 'm')], never), null);
  });

  it('are none when nothing is wrong any more', async () => {
    assert.deepEqual(await blamed(rowsOf(...events), [write('matches', 'm')]), []);
  });

  it('fail what is not their fault', async () => {
    const unavailable = () => {
      throw new Error('UNAVAILABLE');
    };
    await assert.rejects(blamed(rowsOf(...events), [write('matches', 'm')], unavailable), /UNAVAILABLE/);
  });
});

describe('the rejection of a row', () => {
  it('leaves a tombstone, which the same change does not raise and a correction does', () => {
    const poison = write('events', 'poison');
    const rows = rowsOf(poison);
    assert.deepEqual(
      [rows.apply(rejectionOf(poison)), rows.apply(rejectionOf(poison)), rows.apply(poison)],
      ['applied', 'stale', 'stale'],
    );
    assert.deepEqual(keysOf(rows), []);
    rows.apply(write('events', 'poison', { key: 'mended' }));
    assert.deepEqual(keysOf(rows), ['mended']);
  });

  it('spares a newer change of the row', () => {
    const poison = write('events', 'poison');
    const rows = rowsOf(poison, write('events', 'poison', { key: 'mended' }));
    assert.equal(rows.apply(rejectionOf(poison)), 'stale');
    assert.deepEqual(keysOf(rows), ['mended']);
  });
});
