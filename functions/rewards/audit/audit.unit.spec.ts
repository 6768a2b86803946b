import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { MAX_BALANCE, type MoveRequest, type Posting, postingHash } from '@fanfold/game/coins';
import { bodyHash } from '@fanfold/kit/calls';
import { logger } from 'firebase-functions';
import { MemoryQuery } from '../../kit/testing/memory-query.ts';
import { LedgerInMemory } from '../testing/ledger-in-memory.ts';
import { LEDGER_HEALTH, type LedgerHealth, auditLedger } from './audit-ledger.ts';
import { afterWallet, newRound } from './audit-round.ts';
import { auditWallet } from './audit-wallet.ts';

type Stored = NonNullable<ReturnType<LedgerInMemory['store']['documents']['get']>>;

const DAY_MS = 86_400_000;
const START = new Date('2026-06-01T12:00:00Z');

const request = (key: string, kind: 'grant' | 'redemption', amount: number, more: Partial<MoveRequest> = {}) =>
  ({ key, kind, currency: 'coins', amount, reason: 'test', body: {}, expiresOn: null, ...more }) as const;
const grant = (key: string, amount: number, more: Partial<MoveRequest> = {}) =>
  request(`fantasy:${key}`, 'grant', amount, more);
const price = (key: string, amount: number) => request(`rewards:coupon:${key}`, 'redemption', amount);

describe('the audit of the ledger', () => {
  let ledger: LedgerInMemory;
  let now: Date;

  beforeEach(async () => {
    ledger = new LedgerInMemory();
    now = START;
    for (const uid of ['ana', 'ben', 'cleo']) await ledger.post(uid, [grant('a', 1_000)]);
    await ledger.post('ana', [price('p', 900)]);
    await ledger.post('ben', [price('much', 9_000)]);
  });

  const documents = () => ledger.store.documents;
  const run = (mayGoOn = () => true): Promise<LedgerHealth> => auditLedger(ledger.store.firestore, () => now, mayGoOn);
  const nextDay = () => (now = new Date(now.getTime() + DAY_MS));
  const data = (path: string) => documents().get(path)?.data as Record<string, unknown>;
  const faults = ({ ended }: LedgerHealth) =>
    (ended?.differences ?? []).flatMap(({ uid, problems }) => problems.map(({ fault }) => `${uid} ${fault}`));

  /** Events of the log that the work leaves. */
  async function events(work: () => Promise<unknown>): Promise<unknown[]> {
    const write = mock.method(logger, 'write', () => undefined);
    try {
      await work();
    } finally {
      write.mock.restore();
    }
    return write.mock.calls.map(({ arguments: [entry] }) => (entry as unknown as { event: unknown }).event);
  }

  it('finds nothing in wallets that were not touched, today and tomorrow', async () => {
    for (const [seq, wallets] of [
      [4, 3],
      [5, 4],
    ]) {
      const { ended } = await run();
      assert.deepEqual(
        [ended?.differing, ended?.imbalance, ended?.lost, ended?.wallets, ended?.postings],
        [0, 0, 0, wallets, seq],
      );
      assert.deepEqual((await auditWallet(ledger.store.firestore, 'ben')).problems, []);
      nextDay();
      await ledger.post('dan', [grant('a', 5)]);
    }
  });

  const changes: [string, string, () => void][] = [
    [
      'a field in a leg',
      'ana unreadable',
      () => Object.assign((data('wallets/ana/postings/fantasy:a')['legs'] as object[])[0] as object, { to: 'mal' }),
    ],
    ['a field in a wallet', 'ana walletIsNotItsFold', () => Object.assign(data('wallets/ana'), { bonus: 5 })],
    [
      'a field in a balance',
      'ana walletIsNotItsFold',
      () => Object.assign((data('wallets/ana')['balances'] as { coins: object }).coins, { bonus: 5 }),
    ],
    [
      'the day of a sweep',
      'ana walletIsNotItsFold',
      () => Object.assign(data('wallets/ana'), { nextExpiry: '2026-07-01' }),
    ],
    [
      'a record that is none',
      'ana unreadable',
      () =>
        documents().set('wallets/ana/postings/x', {
          ...(documents().get('wallets/ana') as Stored),
          data: { seq: 'one' },
        }),
    ],
    [
      'a refusal that is gone',
      'ben refusalsAreGone',
      () => void documents().delete('wallets/ben/postings/rewards:coupon:much'),
    ],
    ['a wallet that is gone', 'ana walletIsNotItsFold', () => void documents().delete('wallets/ana')],
  ];
  for (const [what, fault, change] of changes)
    it(`finds ${what}`, async () => {
      change();
      assert.ok(faults(await run()).includes(fault), faults(await run()).join());
    });

  it('finds a posting beyond the number of its wallet', async () => {
    const posting = documents().get('wallets/ana/postings/rewards:coupon:p');
    documents().set('wallets/ana/postings/fantasy:x', {
      ...(posting as Stored),
      data: { ...posting?.data, key: 'fantasy:x', seq: 3 },
    });
    assert.deepEqual(faults(await run()), ['ana brokenSequence']);
    assert.deepEqual(
      (await auditWallet(ledger.store.firestore, 'ana')).problems.map(({ key }) => key),
      ['fantasy:x'],
    );
  });

  it('finds a wallet that was copied to another fan', async () => {
    for (const [path, document] of [...documents()])
      if (path.startsWith('wallets/ana')) documents().set(path.replace('ana', 'mal'), document);
    assert.deepEqual(faults(await run()), ['mal brokenChain']);
  });

  it('finds the end of a chain that was cut off with its wallet set back, every day until it is mended', async () => {
    const before = new Map(documents());
    await ledger.post('ana', [grant('b', 1)]);
    const whole = new Map(documents());
    await run();
    documents().delete('wallets/ana/postings/fantasy:b');
    documents().set('wallets/ana', before.get('wallets/ana') as Stored);
    for (let day = 0; day < 2; day++) {
      nextDay();
      const health = await run();
      assert.deepEqual(faults(health), ['ana lostSinceLastAudit']);
      assert.equal(health.ended?.lost, day === 0 ? 1 : 0);
      const { problems } = await auditWallet(ledger.store.firestore, 'ana');
      assert.deepEqual(problems, [{ fault: 'lostSinceLastAudit', key: null }]);
    }
    for (const path of ['wallets/ana', 'wallets/ana/postings/fantasy:b'])
      documents().set(path, whole.get(path) as Stored);
    nextDay();
    assert.deepEqual(faults(await run()), []);
  });

  it('finds another posting where one was cut off', async () => {
    const before = documents().get('wallets/ana');
    await ledger.post('ana', [grant('b', 1)]);
    await run();
    documents().delete('wallets/ana/postings/fantasy:b');
    documents().set('wallets/ana', before as Stored);
    await ledger.post('ana', [grant('c', 500)]);
    nextDay();
    assert.deepEqual(faults(await run()), ['ana lostSinceLastAudit']);
  });

  it('finds a wallet that was deleted with all its postings', async () => {
    await run();
    for (const path of [...documents().keys()]) if (path.startsWith('wallets/ana')) documents().delete(path);
    nextDay();
    const lines = await events(async () => {
      const health = await run();
      assert.deepEqual(faults(health), ['ana lostSinceLastAudit']);
      assert.equal(health.ended?.lost, 2);
    });
    assert.ok(lines.includes('ledgerDiffers'));
  });

  it('passes what is booked while it runs', async () => {
    let n = 0;
    ledger.store.before = async (kind) => {
      if (kind !== 'read' || n >= 6) return;
      n++;
      await ledger.post(`fan${n}`, [grant('a', 1)]);
      await ledger.post('ana', [grant(`x${n}`, 1), price(`y${n}`, 99_999)]);
    };
    const { ended } = await run();
    assert.equal(n, 6);
    assert.deepEqual([ended?.differing, ended?.imbalance], [0, 0]);
    nextDay();
    assert.equal((await run()).ended?.differing, 0);
  });

  it('holds the postings of one query of a wallet that has very many, and goes on within it', async () => {
    const POSTINGS = 3_400;
    ledger = new LedgerInMemory();
    await ledger.post('cleo', [grant('a', 1)]);
    let [last] = ledger.postings('cleo') as [Posting];
    const stored = documents().get('wallets/cleo') as Stored;
    for (let seq = 2; seq <= POSTINGS; seq++) {
      const key = `fantasy:${seq}`;
      const unsealed = { ...last, key, seq, balance: seq, previous: last.hash };
      last = { ...unsealed, hash: postingHash(unsealed, bodyHash) };
      documents().set(`wallets/cleo/postings/${key}`, { ...stored, data: last });
    }
    const coins = { available: POSTINGS, debt: 0, lots: {}, expired: {} };
    Object.assign(stored.data, { balances: { coins }, seq: POSTINGS, head: last.hash });

    let most = 0;
    const get = MemoryQuery.prototype.get;
    const counted = mock.method(MemoryQuery.prototype, 'get', async function (this: MemoryQuery<never>) {
      const found = await get.call(this);
      most = Math.max(most, found.size);
      return found;
    });
    const first = await run(() => false);
    assert.equal(first.running?.within?.uid, 'cleo');
    assert.equal(first.running.within.state.wallet.seq, 3_000);
    assert.ok(JSON.stringify(first).length < 2_000);
    const { ended } = await run();
    counted.mock.restore();
    assert.deepEqual([ended?.wallets, ended?.postings, ended?.differing, ended?.imbalance], [1, POSTINGS, 0, 0]);
    assert.equal(most, 300);
  });

  it('raises an alarm when a round does not get on', async () => {
    const running = { ...newRound(), startedAt: now.toISOString() };
    await ledger.store.firestore.doc(LEDGER_HEALTH).set({ at: now.toISOString(), running, ended: null });
    now = new Date(now.getTime() + 44 * 60_000);
    assert.deepEqual(await events(() => run(() => false)), []);
    await ledger.store.firestore.doc(LEDGER_HEALTH).set({ at: START.toISOString(), running, ended: null });
    now = new Date(now.getTime() + 60_000);
    assert.deepEqual(await events(run), ['auditStalled']);
  });

  it('goes on after a release with one more account of the house, and begins anew when it cannot read what was kept', async () => {
    await run();
    const stored = data(LEDGER_HEALTH) as unknown as LedgerHealth;
    const house = { 'house:prizes': -1, 'house:gone': 2 };
    documents().set(LEDGER_HEALTH, {
      ...(documents().get(LEDGER_HEALTH) as Stored),
      data: { ...stored, ended: { ...stored.ended, house } },
    });
    nextDay();
    assert.equal((await run()).ended?.postings, 4);
    documents().set(LEDGER_HEALTH, { ...(documents().get(LEDGER_HEALTH) as Stored), data: { at: 1 } });
    assert.equal((await run()).ended?.postings, 4);
  });

  it('sums a million full wallets to nothing', () => {
    let round = newRound();
    for (let n = 0; n < 1_000_000; n++) {
      const [came, spent] = [MAX_BALANCE - (n % 7), (n * 7_919) % 1_000_003];
      const house = { 'house:prizes': -came, 'house:coupons': spent };
      round = afterWallet(round, {
        uid: 'fan',
        postings: 2,
        available: came - spent,
        house,
        problems: [],
        anchor: undefined,
      });
    }
    assert.equal(round.imbalance, 0);
  });
});
