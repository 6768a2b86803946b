import assert from 'node:assert/strict';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import { seededRandom } from '@fanfold/replay/random';
import { eraseFan } from '@fanfold/fantasy/fans/erase-fan';
import { directContest } from '@fanfold/fantasy/calls/direct-contest';
import type { EntryRecord } from '@fanfold/fantasy/entries/entry-record';
import type { Firestore, Timestamp } from 'firebase-admin/firestore';
import { StatsHistory, imageOf } from '../folding/history.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { assertSettled } from './assert-settled.ts';
import { Receivers } from './receivers.ts';
import { saveEntries } from './save-entries.ts';
import { nothingPublished, startScorer } from './scorer-instance.ts';
import { MATCH, SettledMatch, tiedEntries } from './settled-match.ts';
import { startSettler } from './settlement-instance.ts';
import { runSweep } from './sweep-run.ts';

const START = new Date(demoCricket().match.startsAt);
const MINUTE = 60_000;

describe('the sweep', () => {
  let firestore: TestFirestore;

  beforeEach(() => {
    firestore = openFirestore();
  });
  afterEach(() => firestore.close());

  const save = (entries: readonly EntryRecord[]) => saveEntries(firestore.db, MATCH, entries);

  async function rankedEntries(): Promise<number> {
    return (await firestore.db.doc(`contests/${MATCH}/live/standings`).get()).get('entries') as number;
  }

  describe('of locks', () => {
    const later = { ...demoFootball().match, startsAt: new Date(START.getTime() + 60 * MINUTE).toISOString() };

    async function announce(now: () => Date) {
      const history = new StatsHistory();
      for (const match of [demoCricket().match, later]) history.put('matches', imageOf(match));
      const scorer = startScorer(firestore.db, nothingPublished(), undefined, now);
      for (const message of history.messages) await scorer.handle(message);
      return scorer;
    }

    it('lets them fall that are due, and no other', async () => {
      let now = new Date(START.getTime() - 1);
      const scorer = await announce(() => now);
      assert.deepEqual((await runSweep(firestore.db, scorer, now)).ticked, []);
      now = START;
      assert.deepEqual((await runSweep(firestore.db, scorer, now)).ticked, [MATCH]);
      const [due, other] = await firestore.db.getAll(
        firestore.db.doc(`contests/${MATCH}`),
        firestore.db.doc(`contests/${later.id}`),
      );
      assert.equal(due?.get('status'), 'locked');
      assert.equal((due?.get('lockedAt') as Timestamp).toMillis(), START.getTime());
      assert.equal(other?.get('lockedAt'), null);
      assert.deepEqual((await runSweep(firestore.db, scorer, now)).ticked, []);
    });

    it('lets them fall though another match cannot be read, and says so', async () => {
      const now = new Date(START.getTime() + 61 * MINUTE);
      await announce(() => START);
      await firestore.db.doc(`contests/${later.id}`).update({ lockedAt: null, status: 'open' });
      await firestore.db.doc(`matches/${MATCH}/state/fantasy`).set({ nonsense: true });
      await firestore.db.doc(`contests/${MATCH}`).update({ lockedAt: null, status: 'open' });
      const { failure, health } = await runSweep(
        firestore.db,
        startScorer(firestore.db, nothingPublished(), undefined, () => now),
        now,
      );
      assert.ok(failure instanceof AggregateError);
      assert.match(String(failure.errors[0]), /stateUnreadable/);
      assert.equal((await firestore.db.doc(`contests/${later.id}`).get()).get('status'), 'locked');
      assert.equal(health['contests'], 2);
    });
  });

  describe('of counts', () => {
    const wrongCount = { rows: 60, eventCount: 61 };

    it('raises an alarm with both numbers while a final match has not the rows that were counted, of any age', async () => {
      const match = await SettledMatch.play(firestore.db, []);
      const sweep = (days: number) =>
        runSweep(firestore.db, match.scorer, new Date(START.getTime() + days * 24 * 60 * MINUTE));
      await match.end(61);
      const first = await sweep(1);
      assert.deepEqual([first.alarms, first.health['wrongCounts']], [[], { [MATCH]: { ...wrongCount, sweeps: 1 } }]);
      for (const [sweeps, days] of [
        [2, 2],
        [3, 60],
      ] as const) {
        const { alarms, health } = await sweep(days);
        assert.deepEqual([alarms, health['wrongCounts']], [['wrongCount'], { [MATCH]: { ...wrongCount, sweeps } }]);
      }
      await match.end(60);
      const right = await sweep(61);
      assert.deepEqual([right.alarms, right.health['wrongCounts']], [[], {}]);
    });

    it('finds nothing in a match that goes on', async () => {
      const match = await SettledMatch.play(firestore.db, []);
      const { alarms, health } = await runSweep(firestore.db, match.scorer, START);
      assert.deepEqual([alarms, health['wrongCounts']], [[], {}]);
    });
  });

  describe('of entries', () => {
    const entries = tiedEntries(seededRandom(1), 20);
    let match: SettledMatch;

    const sweep = (minutes: number) =>
      runSweep(firestore.db, match.scorer, new Date(START.getTime() + minutes * MINUTE));

    beforeEach(async () => {
      match = await SettledMatch.play(firestore.db, entries.slice(0, 15));
    });

    it('finds nothing where nothing is missing', async () => {
      await save(entries.slice(0, 15));
      const { alarms, health, entered, failure } = await sweep(1);
      assert.deepEqual([alarms, health['missing'], entered, failure], [[], {}, [], null]);
    });

    it('takes in what never reached the blocks, once it is not merely on its way', async () => {
      await save(entries);
      const first = await sweep(1);
      assert.deepEqual([first.alarms, first.entered], [[], []]);
      const revisions = entries.slice(15).reduce((sum, { revision }) => sum + revision, 0);
      assert.deepEqual(first.health['missing'], { [MATCH]: { entries: 5, revisions, sweeps: 1 } });
      const second = await sweep(2);
      assert.deepEqual(second.alarms, ['entriesMissing']);
      assert.equal(await rankedEntries(), 20);
      const third = await sweep(3);
      assert.deepEqual([third.alarms, third.health['missing'], third.entered], [[], {}, []]);
    });

    it('lets what is arriving arrive', async () => {
      await save(entries);
      await sweep(1);
      await match.enter(entries.slice(0, 17));
      const { alarms, entered } = await sweep(2);
      assert.deepEqual([alarms, entered], [[], []]);
    });

    it('finds a power-up that got lost', async () => {
      const [entry] = entries.filter(({ powerUps }) => powerUps.length === 0) as [EntryRecord];
      const since = { period: 1, unit: 1 };
      const [pick] = entry.picks as [EntryRecord['picks'][number]];
      const powerUp = { kind: 'triple', playerId: pick.playerId, multiplier: 3, since, units: 5 };
      await save(entries.slice(0, 15));
      await save([{ ...entry, revision: entry.revision + 1, powerUps: [powerUp] }]);
      await sweep(1);
      assert.deepEqual((await sweep(2)).alarms, ['entriesMissing']);
      assert.deepEqual((await sweep(3)).health['missing'], {});
    });

    it('raises no alarm when a team was saved again as it was', async () => {
      const again = entries.slice(0, 15).map((entry) => ({ ...entry, revision: entry.revision + 1 }));
      await save(again);
      await match.enter(again);
      const { health } = await sweep(1);
      assert.deepEqual(health['missing'], {});
    });

    it('finds nothing missing of a fan who is erased, and does not bring back one whose erasure was cut off', async () => {
      await save(entries.slice(0, 15));
      const { writer } = match.scorer;
      await eraseFan({ db: firestore.db, writer, scorer: match.scorer }, 'fan_0');
      const first = await sweep(1);
      assert.deepEqual([first.alarms, first.health['missing'], await rankedEntries()], [[], {}, 13]);

      await writer.erase(MATCH, MATCH, 'fan_1_1');
      await sweep(2);
      const cutOff = await sweep(3);
      assert.deepEqual(cutOff.alarms, ['entriesMissing']);
      assert.ok(cutOff.entered.length > 0);
      assert.equal(await rankedEntries(), 12);
      await eraseFan({ db: firestore.db, writer, scorer: match.scorer }, 'fan_1');
      const last = await sweep(4);
      assert.deepEqual([last.alarms, last.health['missing'], await rankedEntries()], [[], {}, 11]);
    });

    it('reads all entries again but once an hour when that does not help', async () => {
      await save(entries.slice(0, 15));
      await firestore.db.doc(`contests/${MATCH}/entries/fan_77_1`).set({ revision: 1, picks: 'none' });
      const read: number[] = [];
      for (let minute = 1; minute <= 63; minute++) {
        const { entered, alarms } = await sweep(minute);
        assert.deepEqual(alarms, minute === 1 ? [] : ['entriesMissing']);
        if (entered.length > 0) read.push(minute);
      }
      assert.deepEqual(read, [2, 62]);
    });

    it('takes in what was lost until the match was over, and settles it', async () => {
      const receivers = new Receivers();
      await match.end();
      const settle = startSettler(firestore.db, receivers.publish);
      await settle(1, 'r');
      await save(entries);
      for (const entry of entries) match.entries.set(entry.id, entry);
      await sweep(1);
      assert.deepEqual((await sweep(2)).alarms, ['entriesMissing']);
      for (const n of match.asked.slice(1)) await settle(n, 'r');
      await assertSettled(match, receivers);
      const { health, alarms } = await sweep(3);
      assert.deepEqual([health['missing'], health['whole'], alarms], [{}, [MATCH], []]);
      assert.deepEqual((await sweep(4)).health['whole'], [MATCH]);
    });
  });

  describe('of directories', () => {
    it('finds a contest again that one has lost, though nobody can enter it any more', async () => {
      const entries = tiedEntries(seededRandom(1), 600);
      const match = await SettledMatch.play(firestore.db, entries);
      const sweep = (minutes: number) =>
        runSweep(firestore.db, match.scorer, new Date(START.getTime() + minutes * MINUTE));
      await save(entries.slice(0, 300));
      await save(entries.slice(300));
      await match.end();
      assert.deepEqual((await sweep(1)).health['whole'], [MATCH]);
      const directory = firestore.db.doc(`matches/${MATCH}/state/entries`);
      const before = (await directory.get()).data() as { contests: Record<string, { entries: number }> };
      await directory.update({ contests: {} });
      const first = await sweep(2);
      assert.deepEqual([first.alarms, first.health['whole']], [[], []]);
      const missing = first.health['missing'] as Record<string, { entries: number }>;
      assert.equal(missing[MATCH]?.entries, 600);
      const second = await sweep(3);
      assert.deepEqual(second.alarms, ['directoryLost']);
      assert.ok(second.entered.length < 600, `${second.entered.length} entered`);
      const third = await sweep(4);
      assert.deepEqual([third.alarms, third.health['whole'], third.health['missing']], [[], [MATCH], {}]);
      const after = (await directory.get()).data() as typeof before;
      assert.equal(after.contests[MATCH]?.entries, before.contests[MATCH]?.entries);
      assert.equal(await rankedEntries(), 600);
    });
  });

  describe('of settlements', () => {
    it('raises an alarm for one that ops hold three hours after the end, of any age, with who and why, whatever else fails', async () => {
      const entries = tiedEntries(seededRandom(1), 10);
      const match = await SettledMatch.play(firestore.db, entries);
      await save(entries);
      const sweep = (hours: number) =>
        runSweep(firestore.db, match.scorer, new Date(START.getTime() + hours * 60 * MINUTE));
      const direct = (kind: 'holdSettlement' | 'settleContest', reason: string) => {
        const caller = { uid: 'ops-1', ops: true, token: {} };
        return directContest(firestore.db, caller, kind, { contestId: MATCH, reason }, () => START);
      };
      await direct('holdSettlement', 'The last over is looked into.');
      const { uid, at, reason } = { uid: 'ops-1', at: START.toISOString(), reason: 'The last over is looked into.' };
      const held = { matchId: MATCH, uid, at, reason, endedAt: null as string | null };
      const early = await sweep(10);
      assert.deepEqual([early.alarms, early.health['held']], [[], { [MATCH]: held }]);
      await match.end();
      held.endedAt = new Date(START.getTime() + 11 * 60 * MINUTE).toISOString();
      for (const hours of [11, 13.9]) {
        const { alarms, health } = await sweep(hours);
        assert.deepEqual([alarms, health['held']], [[], { [MATCH]: held }]);
      }
      for (const hours of [14, 24 * 30]) {
        const { alarms, health } = await sweep(hours);
        assert.deepEqual([alarms, health['held']], [['settlementHeld'], { [MATCH]: held }]);
      }
      const unavailable = () => {
        throw new Error('unavailable');
      };
      const withoutOverdue = Object.create(firestore.db, { collectionGroup: { value: unavailable } }) as Firestore;
      const failing = await runSweep(withoutOverdue, match.scorer, new Date(START.getTime() + 15 * 60 * MINUTE));
      assert.deepEqual([failing.alarms, failing.health['held']], [['settlementHeld'], { [MATCH]: held }]);
      assert.match(String(failing.failure), /1 parts of a sweep failed/);
      await direct('settleContest', 'It was right.');
      const settled = await sweep(24 * 30 + 1);
      assert.deepEqual([settled.alarms.includes('settlementHeld'), settled.health['held']], [false, {}]);
    });

    const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE);

    async function overdueMatch(): Promise<SettledMatch> {
      const match = await SettledMatch.play(firestore.db, tiedEntries(seededRandom(1), 10));
      await match.end();
      return match;
    }

    it('asks again for shards that do not end, with an alarm, until they have', async () => {
      const match = await overdueMatch();
      const early = await runSweep(firestore.db, match.scorer, inMinutes(9));
      assert.deepEqual([early.alarms, early.asked, early.health['overdue']], [[], [], []]);
      const late = await runSweep(firestore.db, match.scorer, inMinutes(11));
      const overdue = { contestId: MATCH, matchId: MATCH, n: 1, missing: ['r'], askedAt: null };
      assert.ok(late.alarms.includes('settlementOverdue'));
      assert.deepEqual([late.asked, late.health['overdue']], [[overdue], [overdue]]);
      // They have time to answer; the alarm stays.
      const soon = await runSweep(firestore.db, match.scorer, inMinutes(12));
      assert.ok(soon.alarms.includes('settlementOverdue'));
      assert.deepEqual([soon.asked, (soon.health['overdue'] as object[]).length], [[], 1]);
      const again = await runSweep(firestore.db, match.scorer, inMinutes(22));
      assert.deepEqual(
        again.asked.map(({ missing }) => missing),
        [['r']],
      );

      const receivers = new Receivers();
      const settle = startSettler(firestore.db, receivers.publish);
      for (const { n, missing } of late.asked) for (const shard of missing) await settle(n, shard);
      await assertSettled(match, receivers);
      const ended = await runSweep(firestore.db, match.scorer, inMinutes(33));
      assert.deepEqual([ended.asked, ended.health['overdue']], [[], []]);
    });

    it('asks only for the shards that are missing', async () => {
      const match = await SettledMatch.play(firestore.db, tiedEntries(seededRandom(1), 600));
      await match.end();
      await startSettler(firestore.db, new Receivers().publish)(1, 'r0');
      const { asked } = await runSweep(firestore.db, match.scorer, inMinutes(11));
      assert.deepEqual(
        asked.map(({ missing }) => missing),
        [['r1']],
      );
    });

    for (const [when, offset] of [
      ['a month after its match', 30 * 24 * 60],
      ['before its match would have started', -24 * 60],
    ] as const) {
      it(`finds one ${when}`, async () => {
        const match = await overdueMatch();
        const startsAt = new Date(inMinutes(11).getTime() - offset * MINUTE).toISOString();
        await firestore.db.doc(`contests/${MATCH}`).update({ startsAt, lockAt: startsAt });
        const { asked, health } = await runSweep(firestore.db, match.scorer, inMinutes(11));
        assert.equal(health['contests'], 0);
        assert.equal(asked.length, 1);
      });
    }

    it('finds a correction that does not end', async () => {
      const match = await overdueMatch();
      await startSettler(firestore.db, new Receivers().publish)(1, 'r');
      await match.abandon();
      const { asked } = await runSweep(firestore.db, match.scorer, inMinutes(11));
      assert.deepEqual(
        asked.map(({ n }) => n),
        [2],
      );
    });
  });
});
