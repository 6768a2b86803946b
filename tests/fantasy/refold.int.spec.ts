import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { root } from '@fanfold/tools/root';
import { demoFootball } from '@fanfold/replay/demo-football';
import { seededRandom } from '@fanfold/replay/random';
import { createTopics } from '@fanfold/kit/messages';
import { PubSub } from '@google-cloud/pubsub';
import type { Firestore } from 'firebase-admin/firestore';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { contentOfContest } from './contest-content.ts';
import { messagesOf } from './match-messages.ts';
import { randomEntries } from './random-entries.ts';
import { nothingPublished, startScorer } from './scorer-instance.ts';

const run = promisify(execFile);

describe('npm run refold, of contests', () => {
  const script = demoFootball();
  const { id } = script.match;
  let firestore: TestFirestore;
  let expected: Record<string, unknown>;
  /** As the command has it: the match began long ago. */
  const now = () => new Date();

  async function refold(...args: string[]): Promise<string> {
    const env = { ...process.env, GCLOUD_PROJECT: firestore.projectId };
    const script = resolve(root, 'tools/refold/fantasy.ts');
    return (await run(process.execPath, ['--import', 'tsx', script, ...args], { env })).stdout;
  }

  beforeEach(async () => {
    firestore = openFirestore();
    const { announced, events } = messagesOf(script);
    const scorer = startScorer(firestore.db, nothingPublished(), undefined, now);
    const all = [...announced, ...events.slice(0, 100)].flatMap((message) => JSON.parse(message) as unknown[]);
    await scorer.handle(JSON.stringify(all));
    const players = script.squads.map(({ playerId }) => playerId);
    await Promise.all(randomEntries(seededRandom(1), players, 150).map((entry) => scorer.enter(id, id, entry)));
    expected = await contentOfContest(firestore.db, id);
  });
  afterEach(() => firestore.close());

  const damages: [what: string, damage: (db: Firestore) => Promise<unknown>][] = [
    ['the leaderboard is lost', (db) => db.doc(`contests/${id}/live/leaderboard`).delete()],
    [
      'the standings say something else',
      (db) => db.doc(`contests/${id}/live/standings`).update({ entries: 3, seq: 7 }),
    ],
    ['the contest says something else', (db) => db.doc(`contests/${id}`).update({ 'rules.budget': 1 })],
    [
      'an older release has written them',
      (db) =>
        Promise.all([
          db.doc(`matches/${id}/state/fantasy`).update({ foldVersion: 0 }),
          db.doc(`contests/${id}/live/standings`).update({ clock: 'as it was printed then' }),
        ]),
    ],
  ];
  for (const [what, damage] of damages) {
    it(`writes the documents anew when ${what}, once`, async () => {
      await damage(firestore.db);
      assert.match(await refold(), new RegExp(`fantasy 1/1 ${id}: 5 documents`));
      assert.deepEqual(await contentOfContest(firestore.db, id), expected);
      assert.match(await refold(), /stood right\nfantasy: 1 matches, 0 documents written/);
    });
  }

  it('brings nobody over a line once more who has been told', async () => {
    const { db } = firestore;
    const published = nothingPublished();
    await db.doc(`matches/${id}/state/fantasy`).update({ foldVersion: 0 });
    await startScorer(db, published, undefined, now).refold(id);
    assert.deepEqual(await contentOfContest(db, id), expected);
    assert.deepEqual([published.effects, published.activities], [[], []]);
  });

  describe('that are settled', () => {
    const { events, end } = messagesOf(script);
    const settlements = async () => (await firestore.db.doc(`contests/${id}`).get()).get('settlement') as number;

    beforeEach(async () => {
      const pubsub = new PubSub({ projectId: firestore.projectId });
      await createTopics(pubsub);
      await pubsub.close();
      const scorer = startScorer(firestore.db, nothingPublished(), undefined, now);
      for (const message of [...events.slice(100), ...end]) await scorer.handle(message);
      assert.equal(await settlements(), 1);
    });

    it('leaves them alone', async () => {
      await firestore.db.doc(`contests/${id}/live/leaderboard`).delete();
      assert.match(await refold(), /settled, left alone/);
      assert.equal((await firestore.db.doc(`contests/${id}/live/leaderboard`).get()).exists, false);
    });

    it('mends their documents when told to, and settles nothing that comes to the same', async () => {
      expected = await contentOfContest(firestore.db, id);
      await firestore.db.doc(`contests/${id}/live/leaderboard`).delete();
      assert.match(await refold('--settled'), new RegExp(`${id}: 5 documents`));
      assert.deepEqual(await contentOfContest(firestore.db, id), expected);
      assert.equal(await settlements(), 1);
    });

    it('settles them anew when told to, where other rules have paid other coins', async () => {
      // What a release with other prizes has left there.
      await firestore.db
        .doc(`matches/${id}/state/fantasy`)
        .update({ [`contests.${id}.basis`]: 'other prizes', foldVersion: 0 });
      await refold('--settled');
      assert.equal(await settlements(), 2);
    });
  });

  it('says what it cannot read, and how it is called', async () => {
    await assert.rejects(refold('--mach', id), { code: 2, stderr: /Unknown option '--mach'\n\nnpm run refold/ });
  });

  it('names a match that fails, and goes on with the others', async () => {
    await firestore.db.doc('matches/broken/state/fantasy').set({ nonsense: true });
    await firestore.db.doc(`contests/${id}/live/leaderboard`).delete();
    const failed = await refold().then(
      () => assert.fail('it has failed'),
      (error: unknown) => error as { code: number; stdout: string },
    );
    assert.equal(failed.code, 1);
    assert.match(failed.stdout, /broken: FAILED: .*stateUnreadable/);
    assert.match(failed.stdout, new RegExp(`${id}: 5 documents`));
  });
});
