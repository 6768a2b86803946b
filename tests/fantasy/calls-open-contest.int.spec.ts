import assert from 'node:assert/strict';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { seededRandom } from '@fanfold/replay/random';
import { rowsOf } from '@fanfold/replay/script';

import {
  FOOTBALL_RULES,
  FOOTBALL_SCORING,
  T20_RULES,
  T20_SCORING,
  decodeTimeline,
  pointsTimeline,
} from '@fanfold/game/fantasy';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { OPS, assertRefused } from '../support/calls.ts';
import { type FanCalls, fanCalls } from './fan-calls.ts';
import { messagesOf } from './match-messages.ts';
import { contest, teamInput, teams } from './open-contest.ts';
import { randomEntries } from './random-entries.ts';
import { type ScoringInstance, startScorer } from './scorer-instance.ts';

const script = demoCricket();
const { id: matchId } = script.match;
const SMALL = 'wickets.only';
const input = {
  contestId: SMALL,
  matchId,
  name: 'Wickets only',
  rules: { ...T20_RULES, entriesPerFan: 3 },
  scoring: { ...T20_SCORING, run: 0, four: 0, six: 0, wicket: 5000 },
  prizes: { tiers: [{ places: 1, coins: 500 }] },
};

describe('openContest', () => {
  let firestore: TestFirestore;
  let calls: FanCalls;
  let scorer: ScoringInstance;

  beforeEach(async () => {
    firestore = openFirestore();
    calls = fanCalls(firestore.db, () => new Date(Date.parse(contest.startsAt) - 60_000));
    scorer = startScorer(firestore.db);
    for (const message of messagesOf(script).announced) await scorer.handle(message);
  });
  afterEach(() => firestore.close());

  const contestOf = async (contestId: string) => (await firestore.db.doc(`contests/${contestId}`).get()).data();

  it('opens a contest that is scored by its own terms, beside the default one', async () => {
    const { db } = firestore;
    assert.deepEqual(await calls.openContest(OPS, input), { contestId: SMALL });
    await scorer.showTerms(matchId);
    const opened = await contestOf(SMALL);
    assert.deepEqual(
      [opened?.['name'], opened?.['status'], opened?.['rules'], opened?.['prizes'], opened?.['matchId']],
      ['Wickets only', 'open', input.rules, input.prizes, matchId],
    );
    const [team] = teams(1);
    assert.ok(team);
    assert.equal((await calls.saveEntry('ana', { ...teamInput(team), contestId: SMALL, n: 3 })).entryId, 'ana_3');

    const ids = script.squads.map(({ playerId }) => playerId);
    for (const entry of randomEntries(seededRandom(1), ids, 20)) {
      await Promise.all([matchId, SMALL].map((contestId) => scorer.enter(matchId, contestId, entry)));
    }
    const { events, end } = messagesOf(script);
    for (const message of [...events, ...end]) await scorer.handle(message);
    const facts = rowsOf(script);
    for (const [contestId, scoring] of [
      [matchId, T20_SCORING],
      [SMALL, input.scoring],
    ] as const) {
      const standings = await db.doc(`contests/${contestId}/live/standings`).get();
      const timeline = decodeTimeline(standings.get('timeline') as Uint8Array);
      assert.deepEqual({ ...timeline, seq: events.length }, pointsTimeline(facts, scoring), contestId);
      const ended = await contestOf(contestId);
      assert.deepEqual([ended?.['status'], ended?.['settlement']], ['final', 1], contestId);
    }
    const fence = await db.doc(`matches/${matchId}/state/fantasy`).get();
    const before = fence.get('rev') as number;
    await startScorer(db).tick(matchId);
    assert.equal((await fence.ref.get()).get('rev'), before, 'a cold instance had something to write');
  });

  it('sets the terms of a contest that nobody has entered, for every instance that holds it', async () => {
    const other = startScorer(firestore.db);
    await other.tick(matchId);
    await calls.openContest(OPS, input);
    await scorer.showTerms(matchId);
    await other.showTerms(matchId);
    const rules = { ...T20_RULES, picks: 5, roles: {}, perSide: { min: 1, max: 4 } };
    await calls.openContest(OPS, { ...input, name: null, rules });
    // A team that is saved before the scorer's next commit meets the new rules.
    assert.deepEqual((await contestOf(SMALL))?.['rules'], rules);
    await other.showTerms(matchId);
    const { name, players } = (await contestOf(SMALL)) ?? {};
    assert.equal(name, contest.name);
    const picks = (players as { id: string }[]).slice(0, 5).map(({ id }) => ({ playerId: id, multiplier: 1 }));
    const entry = { id: 'ana_1', revision: 1, picks, powerUps: [] };
    for (const instance of [scorer, other]) await instance.enter(matchId, SMALL, entry);
    const [first] = messagesOf(script).events;
    await scorer.handle(first ?? '');
    assert.deepEqual((await contestOf(SMALL))?.['rules'], rules);
    assert.equal((await firestore.db.doc(`contests/${SMALL}/live/standings`).get()).get('entries'), 1);
  });

  it('sets the terms of the default contest', async () => {
    await calls.openContest(OPS, { ...input, contestId: matchId });
    await scorer.showTerms(matchId);
    assert.equal((await contestOf(matchId))?.['name'], 'Wickets only');
  });

  it('answers a repeat and writes nothing', async () => {
    await calls.openContest(OPS, input);
    const fence = firestore.db.doc(`matches/${matchId}/state/fantasy`);
    const { updateTime } = await fence.get();
    assert.deepEqual(await calls.openContest(OPS, input), { contestId: SMALL });
    assert.deepEqual((await fence.get()).updateTime, updateTime);
  });

  it('refuses fans, and terms that no contest can have', async () => {
    await assertRefused(calls.openContest('ana', input), 'opsRequired');
    await assertRefused(calls.openContest(undefined, input), 'signInRequired');
    for (const odd of [
      { ...input, owner: 'ana' },
      { ...input, rules: {} },
      { ...input, contestId: 'a/b' },
    ])
      await assertRefused(calls.openContest(OPS, odd), 'invalidInput');
    const codesOf = async (terms: object) => {
      const { problems } = await assertRefused(calls.openContest(OPS, { ...input, ...terms }), 'invalidTerms');
      return (problems as { code: string }[]).map(({ code }) => code);
    };
    assert.deepEqual(await codesOf({ scoring: { ...T20_SCORING, run: 101 } }), ['oddPoints']);
    assert.deepEqual(await codesOf({ prizes: { tiers: [{ places: 1, coins: -1 }] } }), ['badPrizes']);
    assert.deepEqual(await codesOf({ rules: FOOTBALL_RULES, scoring: FOOTBALL_SCORING }), ['wrongSport']);
    await assertRefused(calls.openContest(OPS, { ...input, matchId: 'nowhere' }), 'matchNotFound');
    assert.equal((await firestore.db.doc(`contests/${SMALL}/state/terms`).get()).exists, false);
  });

  it('refuses a contest that is entered, has begun or is of another match', async () => {
    const { db } = firestore;
    await db.doc(`contests/${matchId}/entries/ana_1`).set({ uid: 'ana' });
    await assertRefused(calls.openContest(OPS, { ...input, contestId: matchId }), 'contestInUse');
    await db.doc('contests/foreign').set({ matchId: 'other', lockedAt: null });
    await db.doc('contests/announced/state/terms').set({ matchId: 'other' });
    await db.doc('matches/third/state/fantasy').set({ rev: 1 });
    for (const contestId of ['foreign', 'announced', 'third'])
      await assertRefused(calls.openContest(OPS, { ...input, contestId }), 'contestInUse');
    await calls.openContest(OPS, input);
    for (const message of messagesOf(script).events.slice(0, 2)) await scorer.handle(message);
    await assertRefused(calls.openContest(OPS, { ...input, name: 'Late' }), 'contestInUse');
  });
});
