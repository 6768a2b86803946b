import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { GRANTS_TOPIC, createTopics, grantSchema, inbox } from '@fanfold/kit/messages';
import { bookGrants } from '@fanfold/rewards/intake/grants';
import { walletPath } from '@fanfold/rewards/ledger/documents';
import { root } from '@fanfold/tools/root';
import { type Message, PubSub } from '@google-cloud/pubsub';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { prize } from './granted.ts';

describe('npm run resend', () => {
  let firestore: TestFirestore;
  let pubsub: PubSub;

  beforeEach(() => {
    firestore = openFirestore();
    pubsub = new PubSub({ projectId: firestore.projectId });
  });
  afterEach(async () => {
    await pubsub.close();
    await firestore.close();
  });

  function command(...args: string[]): Promise<{ code: number; text: string }> {
    const env = { ...process.env, GCLOUD_PROJECT: firestore.projectId, GOOGLE_CLOUD_PROJECT: firestore.projectId };
    const argv = ['--import', 'tsx', resolve(root, 'tools/resend/main.ts'), ...args];
    return new Promise((done) => {
      const child = execFile(process.execPath, argv, { env }, (_error, stdout, stderr) =>
        done({ code: child.exitCode ?? -1, text: stdout + stderr }),
      );
    });
  }

  it('books what a wallet could not take, once that is mended', async () => {
    const { db } = firestore;
    const take = inbox({
      db,
      service: 'rewards',
      topic: GRANTS_TOPIC,
      schema: grantSchema,
      keyOf: ({ uid }) => uid,
      take: (grants) => bookGrants(db, grants, () => new Date()),
    });
    const coins = async (uid: string) =>
      (await db.doc(walletPath(uid)).get()).get('balances.coins.available') as unknown;
    await createTopics(pubsub, [GRANTS_TOPIC]);
    const [subscription] = await pubsub.topic(GRANTS_TOPIC).createSubscription('resent');
    const delivered = new Promise<Message>((got) => subscription.on('message', got));

    await db.doc(walletPath('ana')).set({ balances: 'gone' });
    await take(JSON.stringify([prize('a', 'ana', 50), prize('b', 'bo', 7)]));
    assert.equal(await coins('bo'), 7);
    await db.doc(walletPath('ana')).delete();
    const sent = await command('--by', 'ops@example.com', '--service', 'rewards');
    assert.match(sent.text, /: sent to coins\.grants\n1 sent, 0 cannot be\n$/);
    assert.equal(sent.code, 0);
    const message = await delivered;
    message.ack();
    await take(message.data.toString());
    const again = await command('--by', 'another', '--service', 'rewards');
    assert.match(again.text, /^0 sent, 0 cannot be\n$/);
    await subscription.close();
    assert.equal(await coins('ana'), 50);
  });

  it('says what it cannot send', async () => {
    const { code, text } = await command('--by', 'me', '--letter', 'rewards:nothing');
    assert.deepEqual([code, text], [1, 'rewards:nothing: no such letter\n0 sent, 1 cannot be\n']);
  });
});
