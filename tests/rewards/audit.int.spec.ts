import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { type LedgerHealth, LEDGER_HEALTH, auditLedger } from '@fanfold/rewards/audit/audit-ledger';
import { expireCoins } from '@fanfold/rewards/expiry/expire-coins';
import { postingPath, walletPath } from '@fanfold/rewards/ledger/documents';
import { root } from '@fanfold/tools/root';
import type { Firestore } from 'firebase-admin/firestore';
import { type TestFirestore, openFirestore } from '../support/firestore.ts';
import { granted, prize } from './granted.ts';

const FANS = 230;
const uidOf = (fan: number) => `fan${String(fan).padStart(3, '0')}`;
const DAY_MS = 86_400_000;

describe('the audit of the ledger', () => {
  let firestore: TestFirestore;
  let db: Firestore;
  let now: Date;

  beforeEach(async () => {
    firestore = openFirestore();
    db = firestore.db;
    now = new Date('2026-06-01T12:00:00Z');
    const fans = Array.from({ length: FANS }, (_, fan) => fan);
    await granted(
      db,
      fans.map((fan) => prize(`a:${fan}`, uidOf(fan), 10)),
      now,
    );
    await granted(
      db,
      fans.slice(0, 50).map((fan) => prize(`b:${fan}`, uidOf(fan), -4)),
      now,
    );
  });
  afterEach(() => firestore.close());

  const run = (mayGoOn = () => true) => auditLedger(db, () => now, mayGoOn);
  const stored = async () => (await db.doc(LEDGER_HEALTH).get()).data() as LedgerHealth;

  /** Exit code and output of `npm run audit`. */
  function command(...args: string[]): Promise<{ code: number; text: string }> {
    const env = { ...process.env, GCLOUD_PROJECT: firestore.projectId, GOOGLE_CLOUD_PROJECT: firestore.projectId };
    const argv = ['--import', 'tsx', resolve(root, 'tools/audit/main.ts'), ...args];
    return new Promise((done) => {
      const child = execFile(process.execPath, argv, { env }, (_error, stdout, stderr) =>
        done({ code: child.exitCode ?? -1, text: stdout + stderr }),
      );
    });
  }

  it('goes on where it has stopped, ends with the house at minus the fans, and begins anew the next day', async () => {
    const first = await run(() => false);
    assert.deepEqual([first.running?.cursor, first.running?.wallets, first.ended], [uidOf(99), 100, null]);
    assert.deepEqual(await stored(), first);
    assert.equal((await run(() => false)).running?.wallets, 200);
    const { running, ended } = await run(() => false);
    assert.equal(running, null);
    const fans = FANS * 10 - 50 * 4;
    assert.deepEqual([ended?.wallets, ended?.postings, ended?.fans], [FANS, FANS + 50, fans]);
    assert.deepEqual([ended?.house['house:prizes'], ended?.imbalance, ended?.differing], [-fans, 0, 0]);

    await granted(db, [prize('c', uidOf(0), 1)], now);
    assert.deepEqual(await run(), await stored());
    assert.equal((await stored()).ended?.fans, fans);
    now = new Date(now.getTime() + DAY_MS);
    assert.equal((await run()).ended?.fans, fans + 1);
  });

  it('names the wallets whose past was changed, or which are gone, in health/ledger and on the command line', async () => {
    await db.doc(postingPath(uidOf(7), 'fantasy:a:7')).update({ at: '2026-01-01T00:00:00.000Z' });
    await db.doc(walletPath(uidOf(107))).update({ 'balances.coins.available': 1_000 });
    await db.doc(walletPath(uidOf(150))).delete();
    const { ended } = await run();
    assert.deepEqual(
      ended?.differences.map(({ uid, problems }) => [uid, problems[0]?.fault]),
      [
        [uidOf(7), 'changedPosting'],
        [uidOf(107), 'walletIsNotItsFold'],
        [uidOf(150), 'walletIsNotItsFold'],
      ],
    );
    assert.equal(ended?.imbalance, 980);

    const { code, text } = await command();
    assert.equal(code, 1);
    assert.match(text, new RegExp(`DIFFERS ${uidOf(7)} fantasy:a:7: changedPosting`));
    assert.match(text, new RegExp(`DIFFERS ${uidOf(107)} \\(wallet\\): walletIsNotItsFold`));
    assert.match(text, /together 980/);
    assert.match(text, /230 wallets, 280 postings, 3 differ/);
    assert.equal((await command('--after', uidOf(150))).code, 0);
    assert.equal((await command('--wallet', uidOf(7))).code, 1);
  });

  it('holds over coins that expire and are swept', async () => {
    const dated = Array.from({ length: 120 }, (_, fan) =>
      prize(`d:${fan}`, uidOf(fan), 5, { expiresOn: fan < 110 ? '2026-06-20' : '2026-07-20' }),
    );
    await granted(db, dated, now);
    assert.equal(await expireCoins(db, () => new Date('2026-06-20T23:59:59Z')), 0);
    now = new Date('2026-06-21T00:00:00Z');
    assert.equal(await expireCoins(db, () => now), 110);
    assert.equal(await expireCoins(db, () => now), 0);
    const { ended } = await run();
    assert.deepEqual([ended?.differing, ended?.imbalance, ended?.house['house:expired']], [0, 0, 110 * 5]);
    assert.equal((await db.doc(walletPath(uidOf(0))).get()).get('nextExpiry'), null);
    assert.equal((await db.doc(walletPath(uidOf(115))).get()).get('nextExpiry'), '2026-07-20');
  });

  it('explains itself, and says what is wrong with its options', async () => {
    const help = await command('--help');
    assert.equal(help.code, 0);
    assert.match(help.text, /npm run audit/);
    for (const args of [['--wallets'], ['--wallet', 'a', '--after', 'b']])
      assert.equal((await command(...args)).code, 2);
  });
});
