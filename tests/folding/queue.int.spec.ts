import assert from 'node:assert/strict';
import { demoCricket } from '@fanfold/replay/demo-cricket';
import { demoFootball } from '@fanfold/replay/demo-football';
import type { MatchScript } from '@fanfold/replay/script';
import { ProjectionStore, projectorIntake } from '@fanfold/kit/commit';
import type { Effect, Publish } from '@fanfold/kit/messages';
import { scorecardProjector } from '@fanfold/scorecards/projector';
import type { Firestore } from 'firebase-admin/firestore';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { StatsHistory, imageOf } from './history.ts';
import { Killed, settledEffects, startInstance } from './instance.ts';

/** Counts what an instance reads and writes, and tells when a commit has ended. */
class CountingStore extends ProjectionStore {
  reads = 0;
  commits: { writes: number; seq: number }[] = [];
  onCommitted: (seq: number) => void = () => undefined;

  override load(matchId: string): ReturnType<ProjectionStore['load']> {
    this.reads++;
    return super.load(matchId);
  }

  override async commit(...args: Parameters<ProjectionStore['commit']>): ReturnType<ProjectionStore['commit']> {
    const done = await super.commit(...args);
    this.commits.push({ writes: done.writes, seq: args[2].seq });
    this.onCommitted(args[2].seq);
    return done;
  }
}

function countedInstance(db: Firestore, publish: Publish = () => Promise.resolve()) {
  const store = new CountingStore(db, scorecardProjector);
  const pace = () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 });
  return {
    store,
    intake: projectorIntake({ db, projector: scorecardProjector, publish, pace, epoch: () => 0, store }),
  };
}

/** The demo match as messages: first what is known before it, then one per event. */
function messagesOf(script: MatchScript): { announced: string[]; events: string[] } {
  const history = new StatsHistory();
  history.put('matches', imageOf(script.match));
  for (const squad of script.squads) history.put('squads', imageOf(squad));
  const announced = history.messages.splice(0);
  for (const event of script.steps.flatMap((step) => step.events)) history.put('match_events', imageOf(event));
  return { announced, events: history.messages };
}

describe('the queue of a match', () => {
  const { announced, events } = messagesOf(demoCricket());
  let firestore: TestFirestore;

  beforeEach(() => {
    firestore = openFirestore();
  });
  afterEach(() => firestore.close());

  it('makes one commit of at most 6 writes and no read of each message in steady state', async () => {
    const { store, intake } = countedInstance(firestore.db);
    for (const message of announced) await intake.handle(message);
    store.reads = 0;
    store.commits = [];
    for (const message of events) await intake.handle(message);
    assert.equal(store.reads, 0);
    assert.equal(store.commits.length, events.length);
    assert.ok(Math.max(...store.commits.map(({ writes }) => writes)) <= 6);
  });

  it('writes two documents for a pass of the ball: state and scorecard', async () => {
    const script = demoFootball();
    const messages = messagesOf(script);
    const rows = script.steps.flatMap((step) => step.events).slice(0, 60);
    const { store, intake } = countedInstance(firestore.db);
    for (const message of messages.announced) await intake.handle(message);
    store.commits = [];
    for (const message of messages.events.slice(0, rows.length)) await intake.handle(message);
    const passes = rows.flatMap(({ kind, minute }, at) => {
      // The header says the minute: it changes once in one.
      return kind === 'pass' && minute === rows[at - 1]?.minute ? [store.commits[at]?.writes] : [];
    });
    assert.ok(passes.length > 20);
    assert.deepEqual(new Set(passes), new Set([2]));
  });

  it('makes few commits of 200 messages that wait, and acknowledges none before its own', async () => {
    const { store, intake } = countedInstance(firestore.db);
    for (const message of announced) await intake.handle(message);
    store.commits = [];
    let committed = 0;
    store.onCommitted = (seq) => (committed = seq);
    const early: number[] = [];
    await Promise.all(
      events.slice(0, 200).map(async (message, index) => {
        await intake.handle(message);
        if (committed < index + 1) early.push(index);
      }),
    );
    assert.deepEqual(early, []);
    assert.equal(store.commits.at(-1)?.seq, 200);
    assert.ok(store.commits.length <= 10, `${store.commits.length} commits`);
  });

  it('loses no effect when it dies between commit and publish', async () => {
    const expected: Effect[] = [];
    const undisturbed = startInstance(firestore.db, expected);
    const all = [...announced, ...events.slice(0, 40)];
    for (const message of all) await undisturbed.intake.handle(message);
    await firestore.clear();

    const received: Effect[] = [];
    let deaths = 0;
    for (const message of all) {
      const mortal = startInstance(firestore.db, received, (point) => point === 'beforePublish');
      await mortal.intake.handle(message).catch((error: unknown) => {
        assert.ok(error instanceof Killed);
        deaths++;
      });
      // Pub/Sub delivers what was not acknowledged to the next instance.
      await startInstance(firestore.db, received).intake.handle(message);
    }
    assert.ok(deaths > 0);
    assert.deepEqual(settledEffects(received), settledEffects(expected));
  });

  it('puts a bad row into the dead letters and takes the others', async () => {
    const { intake } = countedInstance(firestore.db);
    for (const message of announced) await intake.handle(message);
    const rows = events.slice(0, 3).flatMap((message) => JSON.parse(message) as { after: Record<string, unknown> }[]);
    const bad = { ...rows[1], after: { ...rows[1]?.after, period: 'second' } };
    await intake.handle(JSON.stringify([rows[0], bad, rows[2]]));
    await intake.handle('{"cut');
    const letters = (await firestore.db.collection('deadLetters').get()).docs.map((letter) => letter.data());
    assert.deepEqual(letters.map(({ code, table }) => [code, table]).sort(), [
      ['badRow', 'match_events'],
      ['notJson', null],
    ]);
    const scorecard = await firestore.db.doc('matches/demo-cricket/live/scorecard').get();
    assert.equal(scorecard.get('seq'), 2);
  });
});
