import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Grant } from '@fanfold/kit/messages';
import { auditWallet } from '@fanfold/rewards/audit/audit-wallet';
import { postingPath, walletPath } from '@fanfold/rewards/ledger/documents';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';

const FANS = 250;
const GRANTS = 2_000;
const KILLS = 3;

const message: readonly Grant[] = Array.from({ length: GRANTS }, (_, n) => ({
  v: 1,
  id: `fantasy:m:fan${n % FANS}_${Math.floor(n / FANS) + 1}:1`,
  uid: `fan${n % FANS}`,
  amount: 1 + (n % 7),
  reason: 'fantasy.prize',
  body: { contestId: 'm', rank: n + 1, of: GRANTS },
}));

describe('grants on a real Firestore', () => {
  let firestore: TestFirestore;

  beforeEach(() => (firestore = openFirestore()));
  afterEach(() => firestore.close());

  /** Starts a process that books the message, and resolves when it has begun. */
  async function start(): Promise<ChildProcess> {
    const main = fileURLToPath(new URL('./grants-main.ts', import.meta.url));
    const child = fork(main, [firestore.projectId], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    assert.deepEqual(await once(child, 'message'), ['ready', undefined]);
    child.send(JSON.stringify(message));
    return child;
  }

  const booked = async () => (await firestore.db.collectionGroup('postings').count().get()).data().count;

  it('books every coin of a message of thousands once, whatever kills the process in the midst of it', async () => {
    for (let kill = 1; kill <= KILLS; kill++) {
      const before = await booked();
      const child = await start();
      while ((await booked()) === before) assert.equal(child.exitCode, null);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const cut = await booked();
    assert.ok(cut > 0 && cut < GRANTS, `${cut} booked when it was killed`);

    const children = await Promise.all([start(), start()]);
    const answers = await Promise.all(children.map((child) => once(child, 'message')));
    assert.deepEqual(
      answers.map(([answer]) => answer as string),
      ['done', 'done'],
    );
    for (const child of children) child.kill('SIGKILL');

    assert.equal(await booked(), GRANTS);
    let [available, house] = [0, 0];
    for (let fan = 0; fan < FANS; fan += 50) {
      const uids = Array.from({ length: 50 }, (_, n) => `fan${fan + n}`);
      for (const report of await Promise.all(uids.map((uid) => auditWallet(firestore.db, uid)))) {
        assert.deepEqual(report.problems, [], report.uid);
        assert.equal(report.postings, GRANTS / FANS);
        available += report.available;
        for (const amount of report.house.values()) house += amount;
      }
    }
    assert.equal(
      available,
      message.reduce((sum, { amount }) => sum + amount, 0),
    );
    assert.equal(house, -available);
  });

  it('shows who has changed the past', async () => {
    const child = await start();
    assert.deepEqual((await once(child, 'message'))[0], 'done');
    child.kill('SIGKILL');
    const { db } = firestore;
    const [first, second] = ['fantasy:m:fan5_1:1', 'fantasy:m:fan6_2:1'];
    await db.doc(postingPath('fan5', first)).update({ reason: 'fantasy.other' });
    await db.doc(postingPath('fan6', second)).delete();
    await db.doc(walletPath('fan7')).update({ 'balances.coins.available': 1_000 });
    await db.doc(postingPath('fan8', 'fantasy:m:fan8_1:1')).update({ more: 1 });
    const problems = async (uid: string) => (await auditWallet(db, uid)).problems;
    assert.deepEqual(await problems('fan4'), []);
    assert.deepEqual(await problems('fan5'), [{ fault: 'changedPosting', key: first }]);
    assert.ok((await problems('fan6')).some(({ fault }) => fault === 'brokenChain'));
    assert.deepEqual(await problems('fan7'), [{ fault: 'walletIsNotItsFold', key: null }]);
    assert.ok((await problems('fan8')).some(({ fault }) => fault === 'unreadable'));
  });
});
