import assert from 'node:assert/strict';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import { seededRandom } from '@fanfold/replay/random';
import { rowsOf } from '@fanfold/replay/script';
import { FOOTBALL_SCORING, T20_SCORING, decodeTimeline, pointsTimeline, scoreEntry } from '@fanfold/game/fantasy';
import { decodeRanks, rankOf } from '@fanfold/game/ranks';
import type { Firestore } from 'firebase-admin/firestore';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { messagesOf } from './match-messages.ts';
import { randomEntries } from './random-entries.ts';
import { nothingPublished, startScorer } from './scorer-instance.ts';

async function standingsOf(db: Firestore, contestId: string) {
  const standings = await db.doc(`contests/${contestId}/live/standings`).get();
  return {
    seq: standings.get('seq') as number,
    rev: standings.get('rev') as number,
    entries: standings.get('entries') as number,
    timeline: decodeTimeline(standings.get('timeline') as Uint8Array),
    table: decodeRanks(standings.get('ranks') as Uint8Array),
  };
}

describe('the scorer of a match', () => {
  let firestore: TestFirestore;

  beforeEach(() => {
    firestore = openFirestore();
  });
  afterEach(() => firestore.close());

  for (const script of [demoCricket(), demoFootball()]) {
    it(`has everybody's points and rank in the documents of each commit: ${script.match.sport}`, async () => {
      const { db } = firestore;
      const { match, squads } = script;
      const { announced, events, end } = messagesOf(script);
      const scorer = startScorer(db);
      for (const message of announced) await scorer.handle(message);
      const entries = randomEntries(
        seededRandom(5),
        squads.map(({ playerId }) => playerId),
        300,
      );
      await Promise.all(entries.map((entry) => scorer.enter(match.id, match.id, entry)));
      assert.equal((await standingsOf(db, match.id)).entries, 300);
      assert.equal((await db.doc(`contests/${match.id}`).get()).get('status'), 'open');

      const scoring = match.sport === 'cricket' ? T20_SCORING : FOOTBALL_SCORING;
      const rows = rowsOf(script).events;
      for (const [at, message] of events.entries()) {
        await scorer.handle(message);
        // The first row opens the innings: the lock falls with the first ball.
        if (at % 25 !== 1 && at < events.length - 1) continue;
        const expected = pointsTimeline({ match, squads, events: rows.slice(0, at + 1) }, scoring);
        const { seq, timeline, table, rev } = await standingsOf(db, match.id);
        assert.equal(seq, at + 1);
        assert.deepEqual({ ...timeline, seq }, expected);
        const totals = entries.map((entry) => scoreEntry(entry, expected)).sort((a, b) => b - a);
        assert.equal(table.entries, 300);
        for (const total of totals) assert.equal(rankOf(table, total).rank, totals.indexOf(total) + 1);
        const leaderboard = await db.doc(`contests/${match.id}/live/leaderboard`).get();
        assert.equal(leaderboard.get('rev'), rev);
        const top = leaderboard.get('top') as { points: number }[];
        assert.deepEqual(
          top.map(({ points }) => points),
          totals.slice(0, 100),
        );
      }
      assert.equal((await db.doc(`contests/${match.id}`).get()).get('status'), 'locked');
      for (const message of end) await scorer.handle(message);
      const contest = await db.doc(`contests/${match.id}`).get();
      assert.deepEqual([contest.get('status'), contest.get('settlement')], ['final', 1]);
      const pinned = await db.doc(`contests/${match.id}/settlements/000001`).get();
      assert.deepEqual([pinned.get('entries'), pinned.get('void')], [300, false]);
    });
  }

  it('writes at most 4 documents an event while the match is on, however many play', async () => {
    const { db } = firestore;
    const script = demoCricket();
    const { announced, events } = messagesOf(script);
    const scorer = startScorer(db);
    for (const message of announced) await scorer.handle(message);
    const ids = script.squads.map(({ playerId }) => playerId);
    const entries = randomEntries(seededRandom(1), ids, 50);
    await Promise.all(entries.map((entry) => scorer.enter(script.match.id, script.match.id, entry)));
    // The first ball lets the lock fall, which is two documents more.
    for (const message of events.slice(0, 2)) await scorer.handle(message);
    const writesOf = async () =>
      (await db.doc(`matches/${script.match.id}/state/fantasy`).get()).get('writes') as number;
    let before = await writesOf();
    for (const message of events.slice(2, 60)) {
      await scorer.handle(message);
      const writes = await writesOf();
      assert.ok(writes - before <= 4, `${writes - before} documents`);
      before = writes;
    }
  });

  it('lets the lock fall at the start, and takes in what was saved before it', async () => {
    const { db } = firestore;
    const script = demoCricket();
    const { id } = script.match;
    let now = new Date(Date.parse(script.match.startsAt) - 1000);
    const scorer = startScorer(db, nothingPublished(), undefined, () => now);
    for (const message of messagesOf(script).announced) await scorer.handle(message);
    await scorer.tick(id);
    assert.equal((await db.doc(`contests/${id}`).get()).get('lockedAt'), null);
    now = new Date(script.match.startsAt);
    await scorer.tick(id);
    const contest = await db.doc(`contests/${id}`).get();
    assert.equal(contest.get('status'), 'locked');
    assert.equal((contest.get('lockedAt') as { toDate(): Date }).toDate().toISOString(), script.match.startsAt);
    const [late] = randomEntries(
      seededRandom(2),
      script.squads.map(({ playerId }) => playerId),
      1,
    );
    assert.ok(late);
    await scorer.enter(id, id, late);
    assert.equal((await standingsOf(db, id)).entries, 1);
  });
});
