import assert from 'node:assert/strict';
import { MemoryFirestore } from '../../kit/testing/memory-firestore.ts';
import { KeysPlace, SECRET, rowOf } from '../testing/keys-place.ts';
import { type BackfillOptions, type BackfillProgress, backfillKeys, perSecond } from './backfill-keys.ts';
import type { NewConflict } from './take-rows.ts';

const PAGE = 50;

describe('a backfill of keys', () => {
  let memory: MemoryFirestore;
  let place: KeysPlace;
  let conflicts: NewConflict[];
  let progress: BackfillProgress[];
  let nowMs: number;

  /** Of 220 fans; two of them spell one handle. */
  const table = Array.from({ length: 220 }, (_, n) => ({
    uid: `fan${String(n).padStart(3, '0')}`,
    row: {
      handle: n === 7 ? 'NUMBER_X9' : `number_x${n}`,
      email: `f${n}@example.com`,
      phone: null,
      referralCode: null,
    },
  }));

  beforeEach(() => {
    memory = new MemoryFirestore();
    place = new KeysPlace(memory.firestore);
    [conflicts, progress, nowMs] = [[], [], 0];
  });

  const backfill = (after: string | null, changed: Partial<BackfillOptions> = {}) =>
    backfillKeys(
      {
        db: place.db,
        secret: () => SECRET,
        now: place.clock,
        onConflict: (conflict) => conflicts.push(conflict),
        page: (cursor) => Promise.resolve(table.filter(({ uid }) => cursor === null || uid > cursor).slice(0, PAGE)),
        most: 1_000,
        clock: () => nowMs,
        pause: (ms) => Promise.resolve(void (nowMs += ms)),
        onPage: (each) => progress.push(each) > 0,
        ...changed,
      },
      after,
    );
  const stored = () => JSON.stringify([...memory.documents].map(([path, { data }]) => [path, data]).sort());

  it('gives all fans their keys, and says what collides', async () => {
    assert.equal(await backfill(null), true);
    const held = [...memory.documents].filter(
      ([path, { data }]) => path.startsWith('handles/') && data['uid'] !== null,
    );
    assert.equal(held.length, 219);
    assert.equal(conflicts.length, 1);
    assert.deepEqual(await place.conflicts(), [`handle:${conflicts[0]?.uid}`]);
    assert.deepEqual(progress.at(-1), { fans: 220, cursor: 'fan219' });
  });

  it('goes on after the page at which it was cut off, and ends as one that was not', async () => {
    await backfill(null);
    const whole = stored();
    memory.documents.clear();
    assert.equal(await backfill(null, { onPage: (each) => progress.push(each) < 7 }), false);
    const cursor = progress.at(-1)?.cursor ?? assert.fail();
    assert.equal(await backfill(cursor), true);
    assert.equal(stored(), whole);
  });

  it('changes nothing when it is run again', async () => {
    await backfill(null);
    const before = stored();
    conflicts = [];
    await backfill(null);
    assert.equal(stored(), before);
    assert.deepEqual(conflicts, []);
  });

  it('ends at a page that fails, and goes on from the one before', async () => {
    memory.before = (kind, paths) => {
      if (kind === 'commit' && paths.includes('fans/fan120/state/keys')) throw new Error('away');
    };
    await assert.rejects(backfill(null), /away/);
    assert.equal(progress.at(-1)?.cursor, 'fan099');
    memory.before = () => undefined;
    assert.equal(await backfill('fan099'), true);
    assert.equal(await place.holder('number_xi99'), 'fan199');
  });

  it('leaves fans alone of whom the stream has spoken, and the stream has the last word', async () => {
    await place.rows(rowOf('fan001', 5, { handle: 'newer' }), rowOf('fan002', 6, null));
    await backfill(null);
    assert.deepEqual([await place.holder('newer'), await place.holder('number_xi')], ['fan001', null]);
    assert.equal(await place.holder('number_x2'), null);
    await place.rows(rowOf('fan003', 1, { handle: 'early_x3' }));
    assert.equal(await place.holder('eariy_x3'), 'fan003');
  });

  it('takes 250 fans a second at first, and half as many more every five minutes', async () => {
    const rates = [0, 299_999, 300_000, 600_000, 3_600_000].map((ms) => perSecond(ms, 2_000));
    assert.deepEqual(rates, [250, 250, 375, 562.5, 2_000]);
    await backfill(null);
    assert.equal(nowMs, (220 / 250) * 1_000);
  });
});
