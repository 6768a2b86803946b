import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { root } from '@fanfold/emulators/processes';
import { demoFootball } from '@fanfold/emulators/replay/demo-football';
import { seededRandom } from '@fanfold/emulators/replay/random';
import type { Firestore } from 'firebase-admin/firestore';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { contentOfContest } from './contest-content.ts';
import { messagesOf } from './match-messages.ts';
import { randomEntries } from './random-entries.ts';
import { startScorer } from './scorer-instance.ts';

const run = promisify(execFile);

describe('npm run refold, of contests', function () {
  this.timeout(60_000);
  const script = demoFootball();
  const { id } = script.match;
  let firestore: TestFirestore;
  let expected: Record<string, unknown>;

  async function refold(): Promise<string> {
    const env = { ...process.env, GCLOUD_PROJECT: firestore.projectId };
    return (await run(process.execPath, ['--import', 'tsx', resolve(root, 'functions/fantasy/refold.ts')], { env }))
      .stdout;
  }

  beforeEach(async () => {
    firestore = openFirestore();
    const { announced, events } = messagesOf(script);
    const scorer = startScorer(firestore.db);
    for (const message of [...announced, ...events.slice(0, 100)]) await scorer.handle(message);
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
      assert.match(await refold(), new RegExp(`fantasy 1/1 ${id}: 4 documents`));
      assert.deepEqual(await contentOfContest(firestore.db, id), expected);
      assert.match(await refold(), /stood right\nfantasy: 1 matches, 0 documents written/);
    });
  }
});
