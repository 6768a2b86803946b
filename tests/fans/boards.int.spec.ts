import assert from 'node:assert/strict';
import { profileSchema } from '@fanfold/fans/boards/board-fan';
import { BoardWriter } from '@fanfold/fans/boards/board-writer';
import { eraseFromBoards } from '@fanfold/fans/boards/erase-from-boards';
import { sweepBoards } from '@fanfold/fans/boards/sweep-boards';
import { openPeriods } from '@fanfold/game/boards';
import { decodeRanks, rankTable } from '@fanfold/game/ranks';
import type { Grant } from '@fanfold/kit/messages';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';

const WEEK = 'week:2026-11-30';
const AFTER = new Date('2026-12-08T00:00:00Z');

describe('boards in Firestore', () => {
  let firestore: TestFirestore;
  let now: Date;

  const periodsAt = (at: number) => openPeriods({}, at);
  const startWriter = () =>
    new BoardWriter({
      db: firestore.db,
      periodsAt,
      now: () => now,
      pace: { liveCommitsPerSecond: 0, quietCommitSeconds: 0 },
    });

  beforeEach(() => {
    firestore = openFirestore();
    now = new Date('2026-12-02T12:00:00Z');
  });
  afterEach(() => firestore.close());

  /** Writes a fan's document, and says what its trigger is told. */
  async function set(uid: string, xp: number) {
    const fields = { name: uid, avatar: 'lion', country: 'DE', xp, weeks: { '2026-11-30': xp } };
    const { writeTime } = await firestore.db.doc(`fans/${uid}`).set(fields);
    return {
      uid,
      profile: profileSchema.parse(fields),
      version: writeTime.seconds * 1e6 + writeTime.nanoseconds / 1e3,
    };
  }

  const read = async (path: string) => (await firestore.db.doc(path).get()).data();

  /** What a sweep publishes. */
  async function sweep(writer: BoardWriter): Promise<Grant[]> {
    const grants: Grant[] = [];
    const publish = (_: string, items: readonly object[]) => Promise.resolve(void grants.push(...(items as Grant[])));
    await sweepBoards({ db: firestore.db, periodsAt, now: () => now, writer, publish });
    return grants;
  }

  it('hold everybody, from two instances at once', async () => {
    const writers = [startWriter(), startWriter()];
    const xp = Array.from({ length: 200 }, (_, fan) => 1 + ((fan * 37) % 60));
    const fans = await Promise.all(xp.map((score, fan) => set(`fan${fan}`, score)));
    await Promise.all(fans.map((fan, at) => (writers[at % 2] as BoardWriter).put(fan)));
    for (const board of ['all', WEEK, 'all:country:DE', `${WEEK}:country:DE`]) {
      const standings = await read(`boards/${board}/live/standings`);
      assert.deepEqual(decodeRanks(standings?.['ranks'] as Uint8Array), rankTable(xp), board);
      const top = (await read(`boards/${board}/live/leaderboard`))?.['top'] as { points: number }[];
      const wanted = [...xp].sort((a, b) => b - a).slice(0, 100);
      assert.deepEqual(
        top.map(({ points }) => points),
        wanted,
      );
    }
  });

  it('are closed when their week is over, whether anybody does anything or not; prizes are paid once', async () => {
    await startWriter().put(await set('ana', 30));
    await startWriter().put(await set('ben', 20));
    assert.deepEqual(await sweep(startWriter()), []);
    now = AFTER;
    const grants = await sweep(startWriter());
    assert.deepEqual(
      grants.map(({ id, uid, amount, reason }) => ({ id, uid, amount, reason })).sort((a, b) => b.amount - a.amount),
      [
        { id: `fans:board:${WEEK}:ana`, uid: 'ana', amount: 500, reason: 'fans.board' },
        { id: `fans:board:${WEEK}:ben`, uid: 'ben', amount: 250, reason: 'fans.board' },
      ],
    );
    assert.deepEqual(await sweep(startWriter()), []);
    assert.deepEqual(
      [(await read(`boards/${WEEK}`))?.['status'], await read(`boards/${WEEK}/state/prizes-0`)],
      ['closed', undefined],
    );
    assert.equal((await read(`boards/${WEEK}:country:DE`))?.['status'], 'closed');
    assert.equal((await read('boards/all'))?.['status'], 'open');
  });

  it('pay again what was published and not noted, under the same ids', async () => {
    await startWriter().put(await set('ana', 30));
    now = AFTER;
    const failing = Object.create(firestore.db, {
      batch: {
        value: () => {
          throw new Error('killed');
        },
      },
    }) as typeof firestore.db;
    const ids: string[] = [];
    const publish = (_: string, items: readonly object[]) =>
      Promise.resolve(void ids.push(...(items as Grant[]).map(({ id }) => id)));
    await startWriter().tick();
    const options = { periodsAt, now: () => now, writer: startWriter(), publish };
    await assert.rejects(sweepBoards({ db: failing, ...options }), /killed/);
    await sweepBoards({ db: firestore.db, ...options });
    assert.deepEqual(ids, [`fans:board:${WEEK}:ana`, `fans:board:${WEEK}:ana`]);
  });

  it('forget a fan who is erased, also where they are closed; the places stay', async () => {
    await startWriter().put(await set('ana', 30));
    await startWriter().put(await set('ben', 20));
    now = AFTER;
    await startWriter().tick();
    await eraseFromBoards(firestore.db, 'ana');
    await startWriter().put({ uid: 'ana', profile: null, version: 0 });
    const top = async (board: string) => (await read(`boards/${board}/live/leaderboard`))?.['top'] as object[];
    for (const board of [WEEK, `${WEEK}:country:DE`])
      assert.deepEqual(await top(board), [
        { uid: null, points: 30, rank: 1 },
        { uid: 'ben', points: 20, rank: 2 },
      ]);
    assert.deepEqual(await top('all'), [{ uid: 'ben', name: 'ben', avatar: 'lion', points: 20, rank: 1 }]);
  });
});
