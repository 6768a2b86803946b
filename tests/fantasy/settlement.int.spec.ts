import assert from 'node:assert/strict';
import { seededRandom } from '@fanfold/replay/random';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import type { Result } from '@fanfold/fantasy/settlement/settlement';
import { DEFAULT_PRIZES, type PointsTimeline, coinsOfPlaces, scoreEntry } from '@fanfold/game/fantasy';
import { Killed } from '../folding/instance.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { assertSettled, resultsOf } from './assert-settled.ts';
import { Receivers } from './receivers.ts';
import { MATCH, SettledMatch, tiedEntries } from './settled-match.ts';
import { startSettler } from './settlement-instance.ts';

const kindsOf = (receivers: Receivers) => new Set([...receivers.activities.values()].map(({ kind }) => kind));

describe('settlement of a contest', () => {
  let firestore: TestFirestore;
  let receivers: Receivers;
  let settle: (n: number, shard: string) => Promise<void>;

  beforeEach(() => {
    firestore = openFirestore();
    receivers = new Receivers();
    settle = startSettler(firestore.db, receivers.publish);
  });
  afterEach(() => firestore.close());

  const play = (entries = tiedEntries(seededRandom(1), 43)) => SettledMatch.play(firestore.db, entries);

  it('pays the prize table to the coin, tied fans included, and tells everybody once', async () => {
    const match = await play();
    await match.end();
    assert.deepEqual(match.asked, [1]);
    await settle(1, 'r');
    const results = await assertSettled(match, receivers);
    assert.ok(hasUnevenTie(results), 'no tie in this match comes out uneven');
    assert.equal(receivers.activities.size, 43);
    assert.deepEqual([...kindsOf(receivers)], ['fantasy.finished']);
    assert.equal(receivers.grants.size, [...results.values()].filter(({ coins }) => coins > 0).length);
    const [grant] = receivers.grants.values();
    assert.ok(grant);
    const { contestId, matchId, entryId, settlement } = grant.body;
    assert.deepEqual([contestId, matchId, settlement, grant.reason], [MATCH, MATCH, 1, 'fantasy.prize']);
    assert.equal(grant.id, `fantasy:${MATCH}:${String(entryId)}:1`);
  });

  it('does nothing more when a shard is asked for again', async () => {
    const match = await play();
    await match.end();
    await settle(1, 'r');
    const before = await firestore.db.collection(`contests/${MATCH}/results`).get();
    const told: string[] = [];
    const again = startSettler(firestore.db, (topic) => Promise.resolve(void told.push(topic)));
    await again(1, 'r');
    await again(1, 'r0');
    const after = await firestore.db.collection(`contests/${MATCH}/results`).get();
    assert.deepEqual(
      after.docs.map(({ updateTime }) => updateTime.toMillis()),
      before.docs.map(({ updateTime }) => updateTime.toMillis()),
    );
    assert.deepEqual(told, []);
  });

  it('pins nothing anew when a match that is settled changes in nothing that counts', async () => {
    const match = await play();
    await match.end();
    await match.rename('Elsewhere');
    assert.deepEqual(match.asked, [1]);
  });

  it('compensates after a correction, and tells those whose rank or coins changed', async () => {
    const match = await play();
    await match.end();
    await settle(1, 'r');
    const first = await assertSettled(match, receivers);
    await match.correct(ballThatMatters(match), 6);
    assert.deepEqual(match.asked, [1, 2]);
    await settle(2, 'r');
    const second = await assertSettled(match, receivers);
    const touched = [...second].filter(([id, { rank, coins }]) => {
      const before = first.get(id);
      return before?.rank !== rank || before.coins !== coins;
    });
    assert.ok(touched.length > 0 && touched.length < 43, `${touched.length} of 43 touched`);
    const corrected = [...receivers.activities.values()].filter(({ kind }) => kind === 'fantasy.corrected');
    assert.deepEqual(corrected.map(({ body }) => body['entryId']).sort(), touched.map(([id]) => id).sort());
    assert.equal(receivers.activities.size, 43 + touched.length);
    for (const { body } of corrected) {
      const { points, rank, coins } = first.get(String(body['entryId'])) as Result;
      assert.deepEqual(body['before'], { points, rank, coins });
    }
    assert.ok([...receivers.grants.values()].some(({ amount }) => amount < 0));
    assert.ok([...receivers.grants.values()].every(({ amount }) => amount !== 0));
  });

  it('takes all coins back when the match becomes void, and pays again when it counts after all', async () => {
    const match = await play();
    await match.end();
    await settle(1, 'r');
    const first = await assertSettled(match, receivers);
    await match.abandon();
    await settle(2, 'r');
    const voided = await assertSettled(match, receivers);
    assert.ok([...voided.values()].every(({ coins, rank }) => coins === 0 && rank === null));
    for (const id of voided.keys()) assert.equal(receivers.news(id).at(-1)?.kind, 'fantasy.voided');
    await match.end();
    await settle(3, 'r');
    const third = await assertSettled(match, receivers);
    for (const [id, { coins, rank }] of third)
      assert.deepEqual([coins, rank], [first.get(id)?.coins, first.get(id)?.rank]);
    for (const id of third.keys()) assert.equal(receivers.news(id).at(-1)?.kind, 'fantasy.finished');
    assert.deepEqual(match.asked, [1, 2, 3]);
  });

  it('pays nothing for a match that never counted', async () => {
    const match = await play();
    await match.abandon();
    await settle(1, 'r');
    await assertSettled(match, receivers);
    assert.equal(receivers.grants.size, 0);
    assert.deepEqual([...kindsOf(receivers)], ['fantasy.voided']);
  });

  it('counts an entry that arrives after the settlement', async () => {
    const match = await play();
    await match.end();
    await settle(1, 'r');
    await assertSettled(match, receivers);
    const late = tiedEntries(seededRandom(2), 3, 50);
    await match.enter(late);
    assert.deepEqual(match.asked.at(-1), match.asked.length);
    for (const n of match.asked.slice(1)) await settle(n, 'r');
    await assertSettled(match, receivers);
    for (const { id } of late) assert.equal(receivers.news(id)[0]?.kind, 'fantasy.finished');
  });

  it('has nothing to settle without entries, until one arrives', async () => {
    const match = await play([]);
    await match.end();
    assert.deepEqual(match.asked, []);
    await match.enter(tiedEntries(seededRandom(2), 1));
    await settle(1, 'r');
    await assertSettled(match, receivers);
  });

  it('sees late teams that change places, though as many have each score as before', async () => {
    const match = await play();
    await match.end();
    await settle(1, 'r');
    await match.enter(swapped(match));
    assert.deepEqual(match.asked, [1, 2]);
    await settle(2, 'r');
    await assertSettled(match, receivers);
  });

  it('settles blocks that have changed since they were pinned, and puts them right by the next settlement', async () => {
    const match = await play();
    await match.end();
    await match.enter(swapped(match));
    await settle(1, 'r');
    await settle(2, 'r');
    await assertSettled(match, receivers);
  });

  it('tells what an earlier settlement has left untold before it replaces it', async () => {
    const match = await play();
    await match.end();
    const dying = startSettler(firestore.db, receivers.publish, { fate: (point) => point === 'afterCommit' });
    await assert.rejects(dying(1, 'r'), Killed);
    assert.equal((await resultsOf(firestore.db)).size, 43);
    assert.equal(receivers.activities.size, 0);
    // One more at the end of the table: it moves nobody's rank.
    await match.enter([{ ...lowest(match), id: 'fan_99_1' }]);
    assert.deepEqual(match.asked, [1, 2]);
    await settle(2, 'r');
    await settle(1, 'r');
    await assertSettled(match, receivers);
    for (const id of match.entries.keys()) assert.equal(receivers.news(id)[0]?.kind, 'fantasy.finished');
  });

  for (const n of [1, 2]) {
    for (const [at, point] of ['commit', 'grants', 'news'].entries()) {
      it(`never goes back from settlement 3 to ${n}, which is held up before its ${point}`, async () => {
        const match = await play();
        await match.end();
        await match.correct(ballThatMatters(match), 6);
        await match.correct(ballThatMatters(match), 6);
        assert.deepEqual(match.asked, [1, 2, 3]);
        if (n === 2) await settle(1, 'r');
        let left = at;
        const pause = () => (left-- === 0 ? settle(3, 'r') : Promise.resolve());
        await startSettler(firestore.db, receivers.publish, { pause })(n, 'r');
        assert.ok(left < 0);
        await assertSettled(match, receivers);
      });
    }
  }

  it('settles a contest of several blocks, each by itself', async () => {
    const match = await play(tiedEntries(seededRandom(3), 600));
    await match.end();
    assert.deepEqual(await match.unsettled(1), ['r0', 'r1']);
    await settle(1, 'r1');
    assert.deepEqual(await match.unsettled(1), ['r0']);
    const settled = (await resultsOf(firestore.db)).size;
    assert.ok(settled > 0 && settled < 600);
    await settle(1, 'r0');
    await assertSettled(match, receivers);
  });
});

function hasUnevenTie(results: ReadonlyMap<string, Result>): boolean {
  const all = [...results.values()];
  return all.some(({ rank, coins }) => all.some((other) => other.rank === rank && other.coins !== coins));
}

/** A ball that gives some fans another rank, and not all, if it was a six, and takes coins from one of them. */
function ballThatMatters(match: SettledMatch): number {
  const now = ranksOf(match, match.timeline);
  const at = Array.from({ length: match.balls }, (_, ball) => ball).find((ball) => {
    const then = ranksOf(match, match.timelineIf(ball, 6));
    const moved = now.filter((rank, entry) => rank !== then[entry]);
    const isCostly = now.some((_, entry) => shareOf(then, entry) < shareOf(now, entry));
    return isCostly && moved.length < now.length;
  });
  assert.ok(at !== undefined);
  return at;
}

/** Coins of an entry among these ranks, before what cannot be shared is drawn. */
function shareOf(ranks: readonly number[], entry: number): number {
  const tied = ranks.filter((rank) => rank === ranks[entry]).length;
  return coinsOfPlaces(DEFAULT_PRIZES, ranks.length, (ranks[entry] ?? 0) + 1, tied) / tied;
}

function ranksOf(match: SettledMatch, timeline: PointsTimeline): number[] {
  const totals = [...match.entries.values()].map((entry) => scoreEntry(entry, timeline));
  const sorted = [...totals].sort((a, b) => b - a);
  return totals.map((total) => sorted.indexOf(total));
}

/** Two entries with each other's teams, which have different scores. */
function swapped(match: SettledMatch): EntryRecord[] {
  const { timeline } = match;
  const plain = [...match.entries.values()].filter(({ powerUps }) => powerUps.length === 0);
  const [a] = plain;
  const b = plain.find((entry) => a && scoreEntry(entry, timeline) !== scoreEntry(a, timeline));
  assert.ok(a && b);
  return [
    { ...a, picks: b.picks, revision: 5 },
    { ...b, picks: a.picks, revision: 5 },
  ];
}

function lowest(match: SettledMatch): EntryRecord {
  const { timeline } = match;
  const [last] = [...match.entries.values()].sort((a, b) => scoreEntry(a, timeline) - scoreEntry(b, timeline));
  assert.ok(last);
  return last;
}
