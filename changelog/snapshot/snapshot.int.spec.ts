import assert from 'node:assert/strict';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { runConnector } from '../connector.ts';
import { repairMatch } from './repair-match.ts';
import { type Bench, openBench } from '../testing/bench.ts';
import { assertTiles, isCovered, snapshotParts } from '../testing/snapshots.ts';

const ITEMS = `CREATE TABLE items (
  id VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY, match_id VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL, note LONGTEXT NULL)`;

describe('a snapshot', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await openBench(['items'], [ITEMS], { repair: [{ table: 'items', column: 'match_id' }] });
  });

  afterEach(() => bench.close());

  async function takeSnapshot(): Promise<void> {
    const stopping = new AbortController();
    await runConnector(bench.config, { signal: stopping.signal, onReady: () => stopping.abort() });
  }

  /** Rows named by their number, every other of match m. */
  async function insert(rows: number, bytes: number): Promise<void> {
    const note = 'x'.repeat(bytes);
    const values = Array.from({ length: rows }, (_, i) => [
      String(i + 1).padStart(5, '0'),
      i % 2 ? 'other' : 'm',
      note,
    ]);
    await bench.sql.query('INSERT INTO items VALUES ?', [values]);
  }

  it('of more rows than a message takes: every message has its rows and one marker', async () => {
    await insert(1_203, 10);
    await takeSnapshot();
    await bench.until(() => isCovered(bench));
    const parts = assertTiles(bench);
    assert.deepEqual(
      parts.map(({ keys }) => keys.length),
      [500, 500, 203],
    );
  });

  it('of rows of 100 KB: so has every part of a chunk that one message cannot carry', async () => {
    await insert(30, 100_000);
    await takeSnapshot();
    await bench.until(() => isCovered(bench));
    const parts = assertTiles(bench);
    assert.ok(parts.length >= 4);
    assert.equal(parts.flatMap(({ keys }) => keys).length, 30);
    assert.ok(parts.every(({ bytes }) => bytes <= bench.config.batch.maxBytes));
  });

  it('leaves out the keys of rows that no message can carry, which go to the dead letters', async () => {
    await insert(4, 10);
    await bench.sql.query("UPDATE items SET note = REPEAT('x', 9000001) WHERE id IN ('00002', '00003')");
    await takeSnapshot();
    await bench.until(() => snapshotParts(bench).length === 3);
    assert.deepEqual(
      snapshotParts(bench).map(({ marker }) => [marker.keyFrom, marker.keyTo, marker.keys]),
      [
        [null, ['00001\uffff'], [['00001']]],
        [['00002'], ['00002\uffff'], []],
        [['00003'], null, [['00004']]],
      ],
    );
    const app = initializeApp({ projectId: bench.config.projectId }, bench.config.projectId);
    const letters = await getFirestore(app).collection('deadLetters').get();
    assert.deepEqual(
      letters.docs.map((letter) => `${String(letter.get('code'))} ${String(letter.get('key'))}`).sort(),
      ['ROW_TOO_LARGE 00002', 'ROW_TOO_LARGE 00003'],
    );
    await deleteApp(app);
  });

  it('of one match, re-emitted by repair: ranges that touch, each narrowed to the match', async () => {
    await takeSnapshot();
    await bench.until(() => isCovered(bench));
    await insert(60, 100_000);
    bench.messages.length = 0;
    assert.deepEqual(await repairMatch(bench.config, 'm'), { items: 30 });
    await bench.until(() => isCovered(bench));
    const parts = assertTiles(bench);
    assert.ok(parts.length >= 4);
    assert.equal(parts.flatMap(({ keys }) => keys).length, 30);
    assert.ok(parts.every(({ marker }) => marker.where?.['match_id'] === 'm'));
  });
});
