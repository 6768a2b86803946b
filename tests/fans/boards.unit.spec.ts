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
const SEASONS = { autumn: { from: '2026-09-01', to: '2026-12-31' } };
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

  /** @param seasons of the release that the writer is of */
  startWriter(seasons: Record<string, { from: string; to: string }> = SEASONS): BoardWriter {
    return new BoardWriter({
      db: this.memory.firestore,
      periodsAt: (now) => openPeriods(seasons, now),
      now: () => this.now,
      pace: NO_PACE,
    });
  }

  periodsAt(now: number): BoardPeriod[] {
    return openPeriods(SEASONS, now);
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

  describe('of a season', () => {
    const season = (points: number) => ({ xp: points, seasons: { autumn: points } });
    const points = (place: Place) => place.top('season:autumn').map((row) => row.points);

    it('go on while a release runs that does not know it', async () => {
      const place = new Place();
      await place.writer.put(place.set('a', season(30)));
      const older = place.startWriter({});
      await older.put(place.set('b', season(20)));
      await place.writer.put(place.set('c', season(10)));
      assert.equal(place.document('boards/season:autumn')?.['status'], 'open');
      assert.deepEqual(points(place), [30, 20, 10]);
    });

    it('stay closed when it is made longer afterwards', async () => {
      const place = new Place();
      await place.writer.put(place.set('a', season(30)));
      place.now = new Date('2027-01-02T00:00:00Z');
      await place.writer.tick();
      const pages = Object.keys(place.document('boards/season:autumn/state/prizes-0') ?? {});
      const longer = place.startWriter({ autumn: { from: '2026-09-01', to: '2027-03-31' } });
      await longer.put(place.set('b', season(50)));
      assert.deepEqual([place.document('boards/season:autumn')?.['status'], points(place)], ['closed', [30]]);
      assert.deepEqual(Object.keys(place.document('boards/season:autumn/state/prizes-0') ?? {}), pages);
    });
  });

  it('have no place and no prize for a fan who was erased before they close, though that is heard of later', async () => {
    const place = new Place();
    await place.writer.put(place.set('a', { xp: 9, weeks: { '2026-11-30': 9 } }));
    await place.writer.put(place.set('b', { xp: 5, weeks: { '2026-11-30': 5 } }));
    await place.memory.firestore.doc('erasedFans/a').set({ rev: 1 });
    place.now = new Date('2026-12-08T00:00:00Z');
    await place.writer.tick();
    assert.deepEqual(
      place.top(WEEK).map(({ uid }) => uid),
      ['b'],
    );
    const grants = place.document(`boards/${WEEK}/state/prizes-0`)?.['grants'] as { uid: string }[];
    assert.deepEqual(
      grants.map(({ uid }) => uid),
      ['b'],
    );
  });

  it('count the fans of the commit that opens a period, though it fails at first', async () => {
    const place = new Place();
    await place.writer.put(place.set('a', { xp: 3 }));
    place.now = new Date('2026-12-06T12:00:00Z');
    const item = place.set('b', { xp: 4, weeks: { '2026-12-07': 4 } });
    let failures = 1;
    place.memory.before = (kind) => {
      if (kind === 'commit' && failures-- > 0) throw Object.assign(new Error('aborted'), { code: 10 });
    };
    await place.writer.put(item);
    assert.deepEqual(
      place.top(NEXT_WEEK).map(({ uid }) => uid),
      ['b'],
    );
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
