import assert from 'node:assert/strict';
import { eventRow } from '@fanfold/game/match';
import { projectorIntake } from '@fanfold/kit/commit';
import { type Effect, createTopics, publishTo } from '@fanfold/kit/messages';
import { projectPubSub } from '@fanfold/kit/ops';
import type { Subscription } from '@google-cloud/pubsub';
import { runsProjector } from '../../functions/kit/testing/events.ts';
import { StatsHistory, imageOf } from '../folding/history.ts';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';

/** Of `runsProjector`. */
const TOPIC = 'test.moments';

describe('more effects of one commit than its state has room for', () => {
  let firestore: TestFirestore;
  let subscription: Subscription;
  const ids: string[] = [];
  let hear: () => void = () => undefined;

  before(async () => {
    firestore = openFirestore();
    const pubsub = projectPubSub();
    await createTopics(pubsub, [TOPIC]);
    [subscription] = await pubsub.topic(TOPIC).createSubscription(firestore.projectId);
    subscription.on('message', (message) => {
      const effects = JSON.parse(message.data.toString()) as Effect[];
      ids.push(...effects.map(({ id }) => id));
      message.ack();
      hear();
    });
  });
  after(async () => {
    await subscription.delete();
    await subscription.close();
    await firestore.close();
  });

  it('reach Pub/Sub once, and none of them the dead letters', async () => {
    const { db, projectId: match } = firestore;
    const history = new StatsHistory();
    const detail = { text: 'x'.repeat(90_000) } as object;
    const fours = Array.from({ length: 12 }, (_, n) => ({ id: `four${String(n)}`, runs: 4, detail }));
    for (const row of [...fours, { id: 'single', runs: 1 }])
      history.put('match_events', imageOf(eventRow({ matchId: match, period: 1, ord: 1, kind: 'delivery', ...row })));
    const single = history.messages.pop() ?? '';
    const intake = projectorIntake({
      db,
      projector: runsProjector,
      publish: publishTo(projectPubSub()),
      pace: () => ({ liveCommitsPerSecond: 0, quietCommitSeconds: 0 }),
      epoch: () => 0,
    });
    const all = history.messages.flatMap((text) => JSON.parse(text) as unknown[]);
    await intake.handle(JSON.stringify(all));
    const state = db.collection(`matches/${match}/state`);
    const pagesOf = async () => (await state.listDocuments()).filter(({ id }) => id.startsWith('runs-outbox-')).length;
    assert.equal(await pagesOf(), 5);
    await intake.handle(single);
    assert.equal(await pagesOf(), 0);
    while (ids.length < fours.length) await new Promise<void>((heard) => (hear = heard));
    assert.deepEqual(ids.sort(), fours.map(({ id }) => `${match}:${id}`).sort());
    assert.deepEqual((await db.collection('deadLetters').get()).size, 0);
  });
});
