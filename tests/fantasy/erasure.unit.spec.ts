import assert from 'node:assert/strict';
import { seededRandom } from '@fanfold/replay/random';
import { BlockContent } from '@fanfold/fantasy/entries/block-content';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import { EntryStore } from '@fanfold/fantasy/entries/entry-store';
import { eraseFan } from '@fanfold/fantasy/fans/erase-fan';
import { joinLeague } from '@fanfold/fantasy/calls/leagues';
import { saveEntry } from '@fanfold/fantasy/calls/save-entry';
import type { Result } from '@fanfold/fantasy/settlement/settlement';
import { type Contest, DEFAULT_PRIZES, type LeaderboardRow, coinsOfPlaces } from '@fanfold/game/fantasy';
import { teamMaker } from '@fanfold/emulators/fans/teams';
import { MemoryFirestore } from '../../functions/kit/testing/memory-firestore.ts';
import { Killed } from '../folding/instance.ts';
import { assertSettled, resultsOf } from './assert-settled.ts';
import { ContestInMemory, MATCH as LIVE, START } from './contest-in-memory.ts';
import { Receivers } from './receivers.ts';
import { saveEntries } from './save-entries.ts';
import { type ScoringInstance, nothingPublished, startScorer } from './scorer-instance.ts';
import { MATCH, SettledMatch, tiedEntries } from './settled-match.ts';
import { startSettler } from './settlement-instance.ts';

describe('a fan who is erased', () => {
  describe('while the match is on', () => {
    let contest: ContestInMemory;

    beforeEach(async () => {
      contest = new ContestInMemory();
      await contest.announce();
      await contest.enter(5);
      contest.now = new Date(START);
      await contest.type('1', { runs: 4 });
    });

    const db = () => contest.memory.firestore;
    const erase = (instance: ScoringInstance, uid = 'fan2') =>
      eraseFan({ db: db(), writer: instance.writer, scorer: instance }, uid);
    const top = () => contest.document('/live/leaderboard')?.['top'] as LeaderboardRow[];
    const written = (id: string) => contest.document(`/entries/${id}`);
    /** The team of `fan2`, under this id. */
    const teamOf = (id: string, revision = 1): EntryRecord => {
      const { picks, powerUps } = written('fan2_1') as unknown as EntryRecord;
      return { id, revision, picks, powerUps };
    };
    const directory = async () => (await new EntryStore(db()).directory(LIVE)).contests[LIVE];
    async function inBlocks(): Promise<string[]> {
      const store = new EntryStore(db());
      const ids: string[] = [];
      for await (const [, block] of store.blocks(LIVE, await store.blockNames(LIVE)))
        if (block)
          ids.push(
            ...BlockContent.of(block)
              .records()
              .map(({ id }) => id),
          );
      return ids.sort();
    }

    /** Nothing that anybody reads tells of them. */
    async function assertGone(uid: string, left: number): Promise<void> {
      assert.equal(contest.document('/live/standings')?.['entries'], left);
      assert.equal(top().length, left);
      assert.ok(top().every((row) => row.uid !== uid));
      const named = contest.document('/live/names')?.['fans'] as { uid: string }[];
      assert.deepEqual(
        named.map((fan) => fan.uid).sort(),
        top()
          .map((row) => row.uid)
          .sort(),
      );
      assert.ok(!(await inBlocks()).includes(`${uid}_1`));
      assert.equal(written(`${uid}_1`), undefined);
      const { entries, revisions } = (await directory()) ?? assert.fail();
      assert.deepEqual([entries, revisions], [left, left]);
    }

    it('leaves blocks, ranks, leaderboard, names and entries; the others move up', async () => {
      const points = top().map((row) => row.points);
      const first = top()[0]?.uid ?? '';
      await erase(contest.scorer, first);
      await assertGone(first, 4);
      assert.deepEqual(
        top().map((row) => row.points),
        points.slice(1),
      );
      assert.equal(top()[0]?.rank, 1);
    });

    it('stays away from an instance that has held the match all along, and from a cold one', async () => {
      await erase(contest.startScorer());
      await contest.type('2');
      await assertGone('fan2', 4);
      await contest.type('3', {}, contest.startScorer());
      await assertGone('fan2', 4);
      assert.deepEqual(await inBlocks(), ['fan0_1', 'fan1_1', 'fan3_1', 'fan4_1']);
    });

    it('does not come back with a write that is delivered again, to whatever instance and however late', async () => {
      const late = teamOf('fan2_1');
      await erase(contest.scorer);
      for (const instance of [contest.scorer, contest.startScorer()]) {
        await instance.enter(LIVE, LIVE, late);
        await instance.enter(LIVE, LIVE, { ...late, revision: 7 });
      }
      await assertGone('fan2', 4);
    });

    it('does not come with a write that is on its way when they are erased', async () => {
      await saveEntries(db(), LIVE, [teamOf('fan9_1')]);
      await erase(contest.scorer, 'fan9');
      await contest.scorer.enter(LIVE, LIVE, teamOf('fan9_1'));
      await assertGone('fan9', 5);
    });

    it('stays away when their block becomes two, and others go on entering it', async () => {
      const others = Array.from({ length: 1_200 }, (_, at) => teamOf(`other${at}_1`));
      const late = teamOf('fan2_1', 9);
      await erase(contest.scorer);
      await Promise.all(others.map((entry) => contest.scorer.writer.enter(LIVE, LIVE, entry)));
      await contest.scorer.enter(LIVE, LIVE, late);
      assert.ok(Object.keys((await directory())?.blocks ?? {}).length > 2);
      assert.equal(contest.document('/live/standings')?.['entries'], 1_204);
      assert.ok(!(await inBlocks()).includes('fan2_1'));
    });

    it('is erased to the end by the run after one that was cut off', async () => {
      for (const at of ['/state/entries', '/state/fantasy', '/entries/fan2_1']) {
        contest.memory.before = (kind, paths) => {
          if (kind !== 'commit' || !paths.some((path) => path.endsWith(at))) return;
          contest.memory.before = () => undefined;
          throw new Killed(at);
        };
        await assert.rejects(erase(contest.startScorer()), AggregateError);
        assert.ok(written('fan2_1'), 'is found again');
      }
      await erase(contest.startScorer());
      await assertGone('fan2', 4);
    });

    it('is told nothing any more that could not be published before', async () => {
      const published = nothingPublished();
      let isDown = true;
      const fate = (point: string) => isDown && point === 'beforePublish';
      const scorer = startScorer(db(), published, fate, () => contest.now);
      await assert.rejects(contest.type('2', { runs: 100 }, scorer), Killed);
      isDown = false;
      await erase(scorer, 'fan0');
      await contest.type('3', { runs: 100, playerId: 'p5' }, scorer);
      const told = published.activities.map(({ uid }) => uid);
      assert.ok(told.length > 0 && !told.includes('fan0'), String(told));
    });

    it('leaves their leagues: a league of theirs goes to who has been there longest', async () => {
      const league = { name: 'Office', code: '01ABCDEFGH', owner: 'fan2', members: ['fan2', 'fan0', 'fan1'] };
      await db().doc('leagues/l').set(league);
      await db()
        .doc('leagues/own')
        .set({ ...league, code: '11ABCDEFGH', members: ['fan2'] });
      await db().doc('leagueCodes/11ABCDEFGH').set({ leagueId: 'own' });
      await erase(contest.scorer);
      const after = contest.memory.documents.get('leagues/l')?.data;
      assert.deepEqual(after, { ...league, owner: 'fan0', members: ['fan0', 'fan1'] });
      for (const path of ['leagues/own', 'leagueCodes/11ABCDEFGH'])
        assert.equal(contest.memory.documents.get(path), undefined);
    });

    it('is refused a team and a league by calls that had begun before', async () => {
      const open = new ContestInMemory();
      await open.announce();
      const opened = open.document() as unknown as Contest;
      const { picks, ...armbands } = teamMaker(opened, seededRandom(1))();
      const input = { contestId: LIVE, n: 1, revision: 0, picks: [...picks], ...armbands };
      const { firestore } = open.memory;
      await firestore.doc('leagueCodes/01ABCDEFGH').set({ leagueId: 'l' });
      await firestore.doc('leagues/l').set({ name: 'L', code: '01ABCDEFGH', owner: 'fan0', members: ['fan0'] });
      const ana = { uid: 'ana', ops: false, token: {} };
      const now = () => open.now;
      for (const [written, call] of [
        [`contests/${LIVE}/entries/ana_1`, () => saveEntry(firestore, ana, input, now)],
        ['leagues/l', () => joinLeague(firestore, ana, { code: '01ABCDEFGH' }, now)],
      ] as const) {
        open.memory.documents.delete('erasedFans/ana');
        open.memory.before = async (kind, paths) => {
          if (kind !== 'commit' || !paths.includes(written)) return;
          open.memory.before = () => undefined;
          await firestore.doc('erasedFans/ana').set({ rev: 1 });
        };
        const before = open.memory.documents.get(written);
        await assert.rejects(call(), { code: 'fanErased' });
        assert.equal(open.memory.documents.get(written), before);
      }
    });

    it('is erased from other contests though one cannot be read', async () => {
      await db().doc('contests/broken').set({ matchId: 'broken' });
      await db().doc('matches/broken/state/entries').set({ nonsense: true });
      await saveEntries(db(), 'broken', [teamOf('fan2_1')]);
      await assert.rejects(erase(contest.scorer), AggregateError);
      await assertGone('fan2', 4);
      assert.ok(contest.memory.documents.get('contests/broken/entries/fan2_1'));
    });
  });

  describe('when the contest is settled', () => {
    let memory: MemoryFirestore;
    let match: SettledMatch;
    let receivers: Receivers;

    beforeEach(() => play(31));

    async function play(count: number): Promise<void> {
      memory = new MemoryFirestore();
      const entries = tiedEntries(seededRandom(1), count);
      match = await SettledMatch.play(memory.firestore, entries);
      await saveEntries(memory.firestore, MATCH, entries);
      receivers = new Receivers();
    }

    /** Both entries of the fan. */
    const erase = (uid: string) => match.erase(uid);

    function assertNothingPublished(uid: string): void {
      const published = [...receivers.grants.values(), ...receivers.activities.values()];
      assert.ok(published.length > 0 && published.every((each) => each.uid !== uid));
    }

    /** Those who are left are settled as if the fan had never been there, but that shares of the field count them. */
    async function assertSettledWithout(uid: string, left = 29): Promise<Map<string, Result>> {
      for (const [id, grant] of receivers.grants) if (grant.uid === uid) receivers.grants.delete(id);
      const results = await assertSettled(match, receivers);
      assert.equal(results.size, left);
      return results;
    }

    it('has no results, and the others those of a field without them', async () => {
      await match.end();
      const settle = startSettler(memory.firestore, receivers.publish);
      await settle(1, 'r');
      await erase('fan_3');
      assert.deepEqual(match.asked, [1, 2]);
      assert.equal((await resultsOf(memory.firestore)).size, 29);
      const before = new Map(receivers.activities);
      await settle(2, 'r');
      await assertSettledWithout('fan_3');
      for (const [id, { uid }] of receivers.activities) assert.ok(before.has(id) || uid !== 'fan_3', id);
    });

    it('takes no coins from the others, though shares of a field without them would have fewer places', async () => {
      await play(404);
      await match.end();
      const settle = startSettler(memory.firestore, receivers.publish);
      await settle(1, 'r');
      const before = await resultsOf(memory.firestore);
      const last = [...before.values()].sort((a, b) => (b.rank ?? 0) - (a.rank ?? 0))[0] ?? assert.fail();
      assert.deepEqual(
        [coinsOfPlaces(DEFAULT_PRIZES, 404, 101, 1), coinsOfPlaces(DEFAULT_PRIZES, 402, 101, 1)],
        [100, 0],
      );
      await erase(last.uid);
      await settle(2, 'r');
      for (const [id, { coins }] of await assertSettledWithout(last.uid, 402))
        assert.ok(coins >= (before.get(id)?.coins ?? NaN), `${coins} after ${before.get(id)?.coins} of ${id}`);
    });

    it('gets none by a settlement that runs again, or late', async () => {
      await match.end();
      await erase('fan_3');
      const settle = startSettler(memory.firestore, receivers.publish);
      for (const n of [1, 2, 1]) await settle(n, 'r');
      assertNothingPublished('fan_3');
      await assertSettledWithout('fan_3');
    });

    for (const dies of [false, true])
      it(`gets none by an instance that has read their block before${dies ? ', and dies when it has written' : ''}`, async () => {
        await match.end();
        let isFirst = true;
        const slow = startSettler(memory.firestore, receivers.publish, {
          pause: async () => {
            if (!isFirst) return;
            isFirst = false;
            await erase('fan_3');
          },
          fate: (point) => dies && point === 'afterCommit',
        });
        if (dies) {
          await assert.rejects(slow(1, 'r'), Killed);
          assert.equal((await resultsOf(memory.firestore)).size, 31);
        } else await slow(1, 'r');
        const settle = startSettler(memory.firestore, receivers.publish);
        for (const n of [2, 1]) await settle(n, 'r');
        assertNothingPublished('fan_3');
        await assertSettledWithout('fan_3');
      });

    it('gets none by an instance that writes when the settlement without them has ended, and dies', async () => {
      await match.end();
      const settle = startSettler(memory.firestore, receivers.publish);
      let isFirst = true;
      const slow = startSettler(memory.firestore, receivers.publish, {
        pause: async () => {
          if (!isFirst) return;
          isFirst = false;
          await erase('fan_3');
          await settle(2, 'r');
        },
        fate: (point) => point === 'afterCommit',
      });
      await assert.rejects(slow(1, 'r'));
      await settle(1, 'r');
      await assertSettledWithout('fan_3');
    });
  });
});
