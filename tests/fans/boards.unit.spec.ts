import assert from 'node:assert/strict';
import { type BoardPeriod, openPeriods, xpIn } from '@fanfold/game/boards';
import { decodeRanks, rankTable } from '@fanfold/game/ranks';
import { seededRandom } from '@fanfold/replay/random';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import type { FanItem } from '@fanfold/fans/boards/board-committer';
import { profileSchema } from '@fanfold/fans/boards/board-fan';
import { BoardWriter } from '@fanfold/fans/boards/board-writer';

const WEEK = 'week:2026-11-30';
const NEXT_WEEK = 'week:2026-12-07';
const NO_PACE = { liveCommitsPerSecond: 0, quietCommitSeconds: 0 };

interface Fields extends Record<string, unknown> {
  name: string;
  avatar: string;
  country: string | null;
  team: string | null;
  xp: number;
  weeks: Record<string, number>;
  seasons: Record<string, number>;
}

/** Fans, and boards in a Firestore in memory. */
class Place {
  readonly memory = new MemoryFirestore();
  readonly fans = new Map<string, { fields: Fields | undefined; version: number }>();
  now = new Date('2026-12-02T12:00:00Z');
  writer = this.startWriter();

  startWriter(): BoardWriter {
    return new BoardWriter({
      db: this.memory.firestore,
      periodsAt: (now) => this.periodsAt(now),
      now: () => this.now,
      pace: NO_PACE,
    });
  }

  periodsAt(now: number): BoardPeriod[] {
    return openPeriods({ autumn: { from: '2026-09-01', to: '2026-12-31' } }, now);
  }

  /** A fan's document changes. */
  set(uid: string, set: Partial<Fields> | null): FanItem {
    const { fields, version } = this.fans.get(uid) ?? { fields: undefined, version: 1_000 };
    const before = fields ?? { name: uid, avatar: 'lion', country: null, team: null, xp: 0, weeks: {}, seasons: {} };
    const state = { fields: set === null ? undefined : { ...before, ...set }, version: version + 1 };
    this.fans.set(uid, state);
    const stored = { ...state.fields };
    if (set !== null) this.memory.firestore.doc(`fans/${uid}`).set(stored).catch(assert.fail);
    return { uid, profile: state.fields ? profileSchema.parse(state.fields) : null, version: state.version };
  }

  document(path: string): Record<string, unknown> | undefined {
    return this.memory.documents.get(path)?.data;
  }

  top(board: string): { uid: string; name?: string; points: number; rank: number }[] {
    return this.document(`boards/${board}/live/leaderboard`)?.['top'] as never;
  }

  /** All boards of these periods are what a look at every fan gives. */
  assertRight(periods: readonly BoardPeriod[], fans = this.fans): void {
    const boards = new Map<string, { uid: string; score: number }[]>();
    for (const period of periods)
      for (const [uid, { fields }] of fans) {
        const score = fields ? xpIn(period, fields) : 0;
        if (!fields || score === 0) continue;
        const groups = [
          '',
          ...(fields.country ? [`:country:${fields.country}`] : []),
          ...(fields.team ? [`:team:${fields.team}`] : []),
        ];
        for (const group of groups)
          boards.set(period.id + group, [...(boards.get(period.id + group) ?? []), { uid, score }]);
      }
    for (const [id, ranked] of boards) {
      const standings = this.document(`boards/${id}/live/standings`);
      assert.deepEqual(
        decodeRanks(standings?.['ranks'] as Uint8Array),
        rankTable(ranked.map(({ score }) => score)),
        id,
      );
      assert.equal(standings?.['fans'], ranked.length);
      const sorted = ranked.sort((a, b) => b.score - a.score || (a.uid < b.uid ? -1 : 1)).slice(0, 100);
      const wanted = sorted.map(({ uid, score }) => [
        uid,
        score,
        1 + ranked.filter((other) => other.score > score).length,
      ]);
      assert.deepEqual(
        this.top(id).map(({ uid, points, rank }) => [uid, points, rank]),
        wanted,
        id,
      );
    }
  }
}

describe('boards', () => {
  for (const seed of [1, 2, 3])
    it(`are what a look at every fan gives, whatever comes late, twice or from two instances (seed ${seed})`, async () => {
      const random = seededRandom(seed);
      const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
      const place = new Place();
      const writers = [place.writer, place.startWriter()];
      for (let round = 0; round < 12; round++) {
        // Changes of a round come in any order, some twice, through either instance, one of which may be new.
        if (random() < 0.3) writers[pick([0, 1])] = place.startWriter();
        const items = Array.from({ length: 150 }, () => {
          const uid = `fan${Math.floor(random() * 260)}`;
          if (place.fans.get(uid)?.version !== undefined && place.fans.get(uid)?.fields === undefined) return [];
          if (random() < 0.02) return [place.set(uid, null)];
          const xp = Math.floor(random() * 40);
          const set = {
            xp,
            weeks: random() < 0.7 ? { '2026-11-30': Math.floor(xp / 2) } : {},
            seasons: { autumn: xp },
          };
          return [
            place.set(uid, {
              ...set,
              ...(random() < 0.2 && { country: pick(['DE', 'IN', null]), team: pick(['t1', null]) }),
            }),
          ];
        }).flat();
        const sent = [...items, ...items.filter(() => random() < 0.2)].sort(() => random() - 0.5);
        await Promise.all(sent.map((item) => pick(writers).put(item)));
        place.assertRight(place.periodsAt(place.now.getTime()));
      }
      // What is stored is all of it.
      const fresh = place.startWriter();
      await fresh.put(place.set('last', { xp: 5 }));
      place.assertRight(place.periodsAt(place.now.getTime()));
    });

  it('name the fans in a leaderboard as their profiles do', async () => {
    const place = new Place();
    await place.writer.put(place.set('a', { xp: 10 }));
    await place.startWriter().put(place.set('b', { xp: 5 }));
    assert.deepEqual(
      place.top('all').map(({ name }) => name),
      ['a', 'b'],
    );
    await place.writer.put(place.set('b', { name: 'Bea' }));
    assert.deepEqual(
      place.top('all').map(({ name }) => name),
      ['a', 'Bea'],
    );
    await place.writer.put(place.set('a', null));
    assert.deepEqual(
      place.top('all').map(({ name }) => name),
      ['Bea'],
    );
  });

  describe('of a week that is over', () => {
    const week = (points: number, next = 0) => ({
      xp: points + next,
      weeks: { '2026-11-30': points, '2026-12-07': next },
    });

    it('are closed once, with their prizes; nothing that comes later moves them, and no XP of the next week is lost', async () => {
      const place = new Place();
      const other = place.startWriter();
      await place.writer.put(place.set('a', { ...week(30), country: 'DE' }));
      await other.put(place.set('b', week(20)));
      await place.writer.put(place.set('c', week(20)));
      place.now = new Date('2026-12-08T00:00:00Z');
      // Each of them meets the end of the week.
      await Promise.all([place.writer.put(place.set('b', week(25, 7))), other.tick()]);
      const closed = structuredClone(place.document(`boards/${WEEK}`));
      assert.deepEqual([closed?.['status'], closed?.['prizePages']], ['closed', 1]);
      const grants = () =>
        place.document(`boards/${WEEK}/state/prizes-0`)?.['grants'] as { uid: string; amount: number }[];
      const paid = () => Object.fromEntries(grants().map(({ uid, amount }) => [uid, amount]));
      assert.deepEqual(paid(), { a: 500, b: 250, c: 250 });
      const last = structuredClone(place.top(WEEK));
      await other.put(place.set('c', week(1_000, 50)));
      await place.startWriter().put(place.set('d', week(2_000, 60)));
      assert.deepEqual(place.top(WEEK), last);
      assert.equal(place.document(`boards/${WEEK}:country:DE`)?.['status'], 'closed');
      assert.deepEqual(
        place.top(NEXT_WEEK).map(({ uid, points }) => [uid, points]),
        [
          ['d', 60],
          ['c', 50],
          ['b', 7],
        ],
      );
      assert.deepEqual(paid(), { a: 500, b: 250, c: 250 });
    });

    it('stay closed for an instance whose clock is behind', async () => {
      const place = new Place();
      const late = new BoardWriter({
        db: place.memory.firestore,
        periodsAt: (now) => place.periodsAt(now),
        now: () => new Date('2026-12-07T23:00:00Z'),
        pace: NO_PACE,
      });
      await place.writer.put(place.set('a', week(30)));
      place.now = new Date('2026-12-08T00:00:00Z');
      await place.writer.tick();
      await late.put(place.set('a', week(40)));
      assert.deepEqual(
        place.top(WEEK).map(({ points }) => points),
        [30],
      );
      assert.equal(place.document(`boards/${WEEK}`)?.['status'], 'closed');
    });
  });

  it('lose nobody when a commit fails, whether Firestore has it or not', async () => {
    for (const isStored of [false, true]) {
      const place = new Place();
      await place.writer.put(place.set('a', { xp: 3 }));
      let failures = 3;
      const commit = place.memory.commit.bind(place.memory);
      place.memory.commit = async (writes) => {
        if (failures-- <= 0) return commit(writes);
        if (isStored) await commit(writes);
        throw Object.assign(new Error('unavailable'), { code: 14 });
      };
      await place.writer.put(place.set('b', { xp: 4 }));
      await place.startWriter().put(place.set('c', { xp: 5 }));
      place.assertRight(place.periodsAt(place.now.getTime()));
      assert.equal(place.top('all').length, 3);
    }
  });
});
