import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { type Posting, WalletAudit } from '@fanfold/game/coins';
import { bodyHash } from '@fanfold/kit/calls';
import type { Grant } from '@fanfold/kit/messages';
import { type AuditRound, afterWallet, newRound } from '@fanfold/rewards/audit/audit-round';
import { type WalletReport, auditWallet } from '@fanfold/rewards/audit/audit-wallet';
import { postingPath, readRecord, readStoredWallet, walletPath } from '@fanfold/rewards/ledger/documents';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { MortalDelivery } from '../support/mortal.ts';
import { assertAddsUp, auditAll } from './audit-all.ts';

/** `SETTLING_GRANTS=100000 npm run test:int -- grants-kill` settles as large a contest as the demo has. */
const TEAMS = Number(process.env['SETTLING_GRANTS'] ?? 2_000);

/** As a settlement publishes them. */
const PER_MESSAGE = 500;

/** Messages under way at once are as onGrants declares: see NEEDS in its triggers. */
const PROCESSES = 2;
const AT_ONCE = 4;

const FANS = 125;
const GRANTS = 1_000;
const KILLS = 3;

/** Of a wallet with one posting, as they were read. */
function reportOf(uid: string, wallet: unknown, posting: unknown): WalletReport {
  const audit = new WalletAudit(uid, bodyHash);
  audit.take(readRecord(posting) as Posting);
  const stored = readStoredWallet(wallet);
  const { house } = audit.state;
  const { available } = stored.balances.coins;
  return { uid, postings: 1, available, house, problems: audit.problems(stored), anchor: undefined };
}

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
  let delivery: MortalDelivery<string>;

  beforeEach(() => {
    firestore = openFirestore();
    const main = new URL('./grants-main.ts', import.meta.url);
    delivery = new MortalDelivery(main, firestore.projectId, undefined, AT_ONCE);
  });
  afterEach(() => {
    delivery.stop();
    return firestore.close();
  });

  const booked = async () => (await firestore.db.collectionGroup('postings').count().get()).data().count;

  /** Resolves when more are booked than so many, or all. */
  async function moreThan(some: number, all: number): Promise<void> {
    for (let now = await booked(); now <= some && now < all; now = await booked())
      // Counting reads them all, which slows what is counted.
      await wait(all / 100);
  }

  /** Of wallets with one grant each, by their names: each query for a page of wallets makes the emulator sort all there are. */
  async function auditOf(grants: readonly Grant[]): Promise<AuditRound> {
    let round = newRound();
    for (let from = 0; from < grants.length; from += PER_MESSAGE) {
      const some = grants.slice(from, from + PER_MESSAGE);
      const paths = some.flatMap(({ uid, id }) => [walletPath(uid), postingPath(uid, id)]);
      const read = await firestore.db.getAll(...paths.map((path) => firestore.db.doc(path)));
      for (const [at, { uid }] of some.entries()) {
        const [wallet, posting] = read.slice(2 * at);
        round = afterWallet(round, reportOf(uid, wallet?.data(), posting?.data()));
      }
    }
    assertAddsUp(round);
    return round;
  }

  const sumOf = (grants: readonly Grant[]) => grants.reduce((sum, { amount }) => sum + amount, 0);

  it('books every coin of a large message once, whatever kills the process in the midst of it', async () => {
    await delivery.start();
    delivery.add(JSON.stringify(message));
    const cuts: number[] = [];
    for (let kill = 1; kill <= KILLS; kill++) {
      await moreThan(cuts.at(-1) ?? 0, GRANTS);
      cuts.push(await booked());
      await delivery.killOne(() => 0);
    }
    assert.ok((cuts[0] ?? 0) < GRANTS, `${cuts.join(', ')} booked when it was killed`);
    // To two processes at once.
    await delivery.start();
    delivery.add(JSON.stringify(message));
    await delivery.untilDone();
    const { wallets, postings, fans } = await auditAll(firestore.db);
    assert.deepEqual([wallets, postings, fans], [FANS, GRANTS, sumOf(message)]);
  });

  it(`settles a contest of ${TEAMS} teams: every prize is booked once, with kills in the midst of it`, async () => {
    const prizes = Array.from({ length: TEAMS }, (_, n): Grant => {
      const body = { contestId: 'm', matchId: 'm', entryId: `fan${n}_1`, rank: n + 1, of: TEAMS, settlement: 1 };
      const id = `fantasy:m:fan${n}_1:1`;
      return { v: 1, id, uid: `fan${n}`, amount: 1 + (n % 500), reason: 'fantasy.prize', body };
    });
    await Promise.all(Array.from({ length: PROCESSES }, () => delivery.start()));
    const startedAt = performance.now();
    for (let from = 0; from < TEAMS; from += PER_MESSAGE)
      delivery.add(JSON.stringify(prizes.slice(from, from + PER_MESSAGE)));
    for (const share of [0, 0.5]) {
      await moreThan(share * TEAMS, TEAMS);
      await delivery.killOne(() => 0);
    }
    await delivery.untilDone();
    const seconds = (performance.now() - startedAt) / 1_000;
    const perSecond = Math.round(TEAMS / seconds);
    process.stdout.write(
      `      ${TEAMS} wallets in ${seconds.toFixed(1)} s with ${delivery.kills} kills: ${perSecond} wallets/s\n`,
    );
    const { wallets, postings, fans } = await auditOf(prizes);
    assert.deepEqual([wallets, postings, fans], [TEAMS, TEAMS, sumOf(prizes)]);
    assert.equal(await booked(), TEAMS);
  }).timeout(Math.max(900_000, TEAMS * 30));

  it('shows who has changed the past', async () => {
    await delivery.start();
    delivery.add(JSON.stringify(message));
    await delivery.untilDone();
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
